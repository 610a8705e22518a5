import { fhirMoment } from "./_fhir_moment.ts";

/** What a FHIR Consent resource says about a purpose at a moment. */
export type FhirAnswer = "permit" | "deny" | "silent";

/** What is asked of a FHIR Consent resource. */
export interface FhirQuestion {
  /** A code of v3-ActReason, such as HMARKT (healthcare marketing) or TREAT. */
  readonly purpose: string;
  /** The moment, in seconds since 1970 UTC. */
  readonly at: number;
}

type Json = Readonly<Record<string, unknown>>;

/** What narrows a provision beyond its purpose and period: Trellis cannot tell whether it fits. */
const narrowing = [
  "actor",
  "action",
  "securityLabel",
  "class",
  "code",
  "dataPeriod",
  "data",
  "resourceType",
  "expression",
];

/**
 * Reads a FHIR R4 (or R5) Consent resource for one purpose.
 *
 * Only status `active` can permit. `rejected` denies; drafts, proposals, `inactive` and `entered-in-error` say nothing.
 * The root provision is the rule, provisions inside are exceptions to the one around them, and of several that fit a
 * denial wins. A provision fits when its period holds the moment (its last day included) and its purposes are empty or
 * name this one; one narrowed in other ways (actor, action, data …) fits as a denial and never as a permission. A root
 * without a type takes R5's `decision`, or the OPTIN or OPTOUT of `policyRule`. Modifier extensions may turn the
 * meaning around: with one, nothing is permitted.
 *
 * @param resource Parsed JSON.
 *
 * @example
 * ```ts
 * import { fhirConsent } from "./fhir_consent.ts";
 * const resource = {
 *   resourceType: "Consent",
 *   status: "active",
 *   provision: { type: "permit", provision: [{ type: "deny", purpose: [{ code: "HMARKT" }] }] },
 * };
 * if (fhirConsent(resource, { purpose: "TREAT", at: 0 }) !== "permit") throw new Error();
 * if (fhirConsent(resource, { purpose: "HMARKT", at: 0 }) !== "deny") throw new Error();
 * if (fhirConsent({ ...resource, status: "inactive" }, { purpose: "TREAT", at: 0 }) !== "silent") throw new Error();
 * ```
 */
export function fhirConsent(resource: unknown, question: FhirQuestion): FhirAnswer {
  if (!isObject(resource) || resource.resourceType !== "Consent") return "silent";
  const status = word(String(resource.status ?? ""));
  if (status === "rejected") return "deny";
  if (status !== "active") return "silent";
  const roots = list(resource.provision);
  const base = answerOf(resource.decision) ?? policyAnswer(resource.policyRule);
  const said = roots.map((root) => read(root, question, base ?? "silent", true));
  if (said.includes("deny")) return "deny";
  const answer = said.includes("permit") ? "permit" : roots.length === 0 ? base ?? "silent" : "silent";
  const isTurned = list(resource.modifierExtension).length > 0;
  return answer === "permit" && isTurned ? "deny" : answer;
}

/** What a provision says: its own type where it fits, unless one inside it fits. */
function read(provision: Json, question: FhirQuestion, base: FhirAnswer, isRoot: boolean): FhirAnswer {
  const own = answerOf(provision.type) ?? (isRoot ? base : "silent");
  const permits = own === "permit" && list(provision.modifierExtension).length === 0;
  const answer = own === "permit" && !permits ? "deny" : own;
  if (!fits(provision, question, answer)) return isRoot && base !== "silent" ? base : "silent";
  const inside = list(provision.provision).map((one) => read(one, question, "silent", false));
  return inside.includes("deny") ? "deny" : inside.includes("permit") ? "permit" : answer;
}

function fits(provision: Json, { purpose, at }: FhirQuestion, answer: FhirAnswer): boolean {
  if (answer !== "deny" && narrowing.some((key) => provision[key] !== undefined)) return false;
  const purposes = list(provision.purpose).map(({ code }) => word(String(code ?? "")));
  if (purposes.length > 0 && !purposes.includes(word(purpose))) return false;
  if (provision.period === undefined) return true;
  if (!isObject(provision.period)) return answer === "deny";
  const start = provision.period.start === undefined
    ? -Infinity
    : fhirMoment(provision.period.start, "start");
  const end = provision.period.end === undefined ? Infinity : fhirMoment(provision.period.end, "end");
  // A period that cannot be read never helps a permission, and never stops a denial.
  if (Number.isNaN(start) || Number.isNaN(end)) return answer === "deny";
  return start <= at && at < end;
}

function answerOf(value: unknown): FhirAnswer | null {
  return value === "permit" || value === "deny" ? value : null;
}

function policyAnswer(rule: unknown): FhirAnswer | null {
  const codes = isObject(rule) ? list(rule.coding).map(({ code }) => String(code).toUpperCase()) : [];
  if (codes.some((code) => code.startsWith("OPTOUT"))) return "deny";
  return codes.some((code) => code === "OPTIN") ? "permit" : null;
}

function list(value: unknown): readonly Json[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.filter(isObject);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function word(text: string): string {
  return text.trim().toLowerCase();
}
