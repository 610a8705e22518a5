import { z } from "zod";

/** A constant a field is compared with. Dates are written `YYYY-MM-DD`. */
export type Constant = string | number | boolean;

/** What a field may be compared with; several operators in one condition must all hold. */
export interface Test {
  /** Equal; text exactly so. Days: on this day. */
  readonly is?: Constant | undefined;
  /** Anything else. */
  readonly isNot?: Constant | undefined;
  /** Equal to one of these. */
  readonly in?: readonly Constant[] | undefined;
  /** Numbers or days, both ends included. */
  readonly between?: readonly [number | string, number | string] | undefined;
  /** Numbers: this or more. */
  readonly atLeast?: number | undefined;
  /** Numbers: this or less. */
  readonly atMost?: number | undefined;
  /** Days: on an earlier day than this; `-30d` counts from the as-of day. Times are compared by their day. */
  readonly before?: string | undefined;
  /** Days: on a later day than this. */
  readonly after?: string | undefined;
  /** `*` stands for any characters, `?` for one; letters A to Z match in either case. */
  readonly matches?: string | undefined;
  /** Whether there is no value: yes or no, never unknown. */
  readonly isMissing?: boolean | undefined;
}

/** How often something happened. Default: at least once. `{ exactly: 0 }` means it did not. */
export interface Times {
  /** So often or more. Default 1, or 0 where `atMost` or `exactly` is given. */
  readonly atLeast?: number | undefined;
  /** So often or less, not at all included. */
  readonly atMost?: number | undefined;
  /** So often. */
  readonly exactly?: number | undefined;
}

/** Property → constant (is), list (in) or test. A row whose property is missing matches only `isMissing: true`. */
export type Where = Readonly<Record<string, Constant | readonly Constant[] | Test>>;

/** Which rows to count, and how many there must be. Somebody without any row has 0 of them: never unknown. */
export interface Happened {
  /** Only rows with these properties. */
  readonly where?: Where | undefined;
  /** Default: at least once. */
  readonly times?: Times | undefined;
  /**
   * Only rows in the last so long before the as-of moment, inclusive. Rows that carry a day and no time count by
   * whole days, rounded up, the as-of day included.
   */
  readonly within?: string | undefined;
  /** Only rows earlier than the person's first such event; where it never happened, nothing is earlier. */
  readonly before?:
    | { readonly event: string | readonly string[]; readonly where?: Where | undefined }
    | undefined;
}

/** A segment rule: structured data, never code. Missing values make a condition unknown, not false. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | { readonly segment: string }
  | ({ readonly field: string } & Test)
  | ({ readonly event: string | readonly string[] } & Happened)
  | ({ readonly condition: string | readonly string[] } & Happened)
  | ({ readonly appointment: string | readonly string[] } & Happened);

const constant = z.union([z.string(), z.number(), z.boolean()]);
const one = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
const within = z.string().regex(/^\d{1,6}[hdw]$/, 'write a length of time as "12h", "30d" or "8w"');
const day = z.string().regex(
  /^(\d{4}-\d{2}-\d{2}|[+-]?\d{1,6}d)$/,
  'write a day as "2026-10-31", or "-30d" for 30 days before the as-of day',
);

const tests = {
  is: constant.optional(),
  isNot: constant.optional(),
  in: z.array(constant).min(1).optional(),
  between: z.tuple([z.union([z.number(), z.string()]), z.union([z.number(), z.string()])]).optional()
    .describe("both ends included"),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  before: day.optional(),
  after: day.optional(),
  matches: z.string().min(1).max(200).optional().describe("* stands for any characters, ? for one"),
  isMissing: z.boolean().optional(),
};
const hasTest = (test: object) =>
  Object.entries(test).some(([key, value]) => key !== "field" && value !== undefined);
const needsTest =
  "say what to compare: is, isNot, in, between, atLeast, atMost, before, after, matches or isMissing";

const testSchema = z.strictObject(tests).refine(hasTest, needsTest);
// Property names are data, and zod leaves out a key named __proto__: it travels under another name and comes back in
// an object without a prototype.
const disguise = "\0proto";
const whereSchema = z.preprocess(
  (where) => renamed(where, "__proto__", disguise),
  z.record(z.string().min(1), z.union([constant, z.array(constant).min(1), testSchema])),
).transform((where): Where => renamed(where, disguise, "__proto__"));

function renamed<T>(object: T, from: string, to: string): T {
  if (typeof object !== "object" || object === null || Array.isArray(object)) return object;
  const result = Object.create(null);
  for (const [key, value] of Object.entries(object)) result[key === from ? to : key] = value;
  return result;
}
const timesSchema = z.strictObject({
  atLeast: z.int().min(0).optional(),
  atMost: z.int().min(0).optional(),
  exactly: z.int().min(0).optional(),
}).refine(hasTest, "say how often: atLeast, atMost or exactly");
const happened = {
  where: whereSchema.optional(),
  times: timesSchema.optional(),
  within: within.optional(),
  before: z.strictObject({ event: one, where: whereSchema.optional() }).optional(),
};

/** Schema of a {@linkcode Rule}. */
export const ruleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(ruleSchema).min(1) }),
    z.strictObject({ any: z.array(ruleSchema).min(1) }),
    z.strictObject({ not: ruleSchema }),
    z.strictObject({ segment: z.string().min(1) }),
    z.strictObject({ field: z.string().min(1), ...tests }).refine(hasTest, needsTest),
    z.strictObject({ event: one, ...happened }),
    z.strictObject({ condition: one, ...happened }),
    z.strictObject({ appointment: one, ...happened }),
  ])
).meta({ id: "Rule" });
