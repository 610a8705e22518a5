import { InputError, nearest } from "../workspace/mod.ts";
import type { Codes, EventLog } from "./event_log.ts";
import type { StepDefinition } from "./result.ts";

/** One bit a step must fit in a positive 32-bit integer. */
const mostSteps = 31;

/** Steps as lookup tables: which steps an event may fill, by its name and the codes of its properties. */
export interface CompiledSteps {
  readonly count: number;
  /** By event code: bit `k` is set when an event of this name may fill step `k`. */
  readonly maskOf: Int32Array;
  /** Bits of steps that also ask for properties. */
  readonly conditional: number;
  readonly conditions: readonly {
    readonly bit: number;
    readonly codes: Codes;
    /** By property code, missing included: whether it is accepted. */
    readonly accepts: Uint8Array;
  }[];
}

/**
 * Compiles steps against a log. Event names that never occur match nothing.
 *
 * @throws {InputError} There are no or too many steps, a step has no event, or a property was not loaded.
 */
export function compileSteps(log: EventLog, steps: readonly StepDefinition[]): CompiledSteps {
  if (steps.length < 1 || steps.length > mostSteps) {
    throw new InputError(`Cannot make a funnel of ${steps.length} steps: give 1 to ${mostSteps}`);
  }
  const codeOf = new Map(log.names.map((name, code) => [name, code]));
  const maskOf = new Int32Array(log.names.length);
  let conditional = 0;
  const conditions = steps.flatMap((step, k) => {
    if (step.events.length === 0) throw new InputError(`Cannot use step "${step.name}": it names no event`);
    const bit = 1 << k;
    for (const name of step.events) {
      const code = codeOf.get(name);
      if (code !== undefined) maskOf[code]! |= bit;
    }
    return Object.entries(step.where ?? {}).map(([name, values]) => {
      const { codes, dictionary } = property(log, name);
      const accepted = new Set(values);
      const accepts = new Uint8Array(dictionary.length + 1);
      dictionary.forEach((value, code) => accepts[code] = accepted.has(value) ? 1 : 0);
      conditional |= bit;
      return { bit, codes, accepts };
    });
  });
  return { count: steps.length, maskOf, conditional, conditions };
}

/** Which steps event `i` may fill, of the steps its name allows (`mask`). */
export function conditionedMask({ conditions }: CompiledSteps, i: number, mask: number): number {
  for (const { bit, codes, accepts } of conditions) {
    if ((mask & bit) !== 0 && accepts[codes[i]!] === 0) mask &= ~bit;
  }
  return mask;
}

/**
 * A loaded property of a log.
 *
 * @throws {InputError} It was not loaded; the message says which were.
 */
export function property(
  log: EventLog,
  name: string,
): NonNullable<ReturnType<EventLog["properties"]["get"]>> {
  const found = log.properties.get(name);
  if (found) return found;
  const near = nearest(name, log.properties.keys());
  const loaded = log.properties.size > 0 ? [...log.properties.keys()].join(", ") : "none";
  throw new InputError(
    `Cannot use event property "${name}": it was not loaded (loaded: ${loaded}). ` +
      (near ? `Did you mean "${near}"?` : "Name it among the properties when the events are loaded."),
  );
}
