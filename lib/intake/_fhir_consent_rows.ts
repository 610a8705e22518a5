import { join } from "node:path";
import { fileBytes } from "./_bytes.ts";
import { readHead } from "./_encoding.ts";
import type { SourceFile } from "./_files.ts";
import { fhirMoment } from "./_fhir_moment.ts";
import { type FhirAnswer, fhirConsent } from "./fhir_consent.ts";

type Json = Readonly<Record<string, unknown>>;

/** Purposes of FHIR that the consent log knows. */
const purposes = [["HMARKT", "marketing"], ["TREAT", "treatment"], ["HOPERAT", "operations"]] as const;

/** Ways a permission without a channel opens; text messages, apps and ads need one of their own. */
const permitted = ["email", "phone", "mail"] as const;

/** Stands in a file of which no resource says anything, so that its columns are known; intake leaves it out. */
const nobody = {
  person: null,
  channel: null,
  purpose: null,
  decision: null,
  at: null,
  expires: null,
  evidence: null,
};

/** A row of the consent log. */
interface Row {
  readonly person: string | null;
  readonly channel: string;
  readonly purpose: string;
  readonly decision: "grant" | "deny";
  readonly at: string | null;
  readonly expires: string | null;
  readonly evidence: string | null;
}

/**
 * A FHIR Consent resource as rows of the consent log: what it says of marketing, treatment and operations from each
 * moment at which that changes. FHIR names no channel: a permission opens e-mail, phone and mail, a denial closes all.
 * Marketing is permitted only where its purpose (HMARKT) is named. Resources that say nothing (drafts, inactive,
 * entered in error) have no rows, so nothing is permitted.
 */
export function fhirConsentRows(resource: Json): Row[] {
  const said = fhirMoment(resource.dateTime ?? resource.date ?? field(resource.meta, "lastUpdated"), "start");
  const moments = [...new Set([said, ...periods(resource).filter((moment) => !(moment <= said))])]
    .filter((moment) => Number.isFinite(moment)).sort((a, b) => a - b);
  const isNamed = JSON.stringify(resource).includes('"HMARKT"');
  const rows: Row[] = [];
  for (const [code, purpose] of purposes) {
    let last: FhirAnswer = "silent";
    // Without a moment the row says so, and intake leaves it out with its reason.
    const times = moments.length > 0 ? moments : [NaN];
    times.forEach((moment, i) => {
      const answer = fhirConsent(resource, { purpose: code, at: Number.isNaN(moment) ? 0 : moment });
      const changed = answer !== last;
      last = answer;
      if (!changed || answer === "silent" || (answer === "permit" && code === "HMARKT" && !isNamed)) return;
      const end = times.slice(i + 1).find((at) => fhirConsent(resource, { purpose: code, at }) !== answer);
      for (const channel of answer === "permit" ? permitted : ["all"]) {
        rows.push({
          person: personOf(resource),
          channel,
          purpose,
          decision: answer === "permit" ? "grant" : "deny",
          at: instant(moment),
          expires: end === undefined ? null : instant(end),
          evidence: typeof resource.id === "string" ? `Consent/${resource.id}` : null,
        });
      }
    });
  }
  return rows;
}

/**
 * A copy of a consent source as rows of the consent log, where the source holds FHIR Consent resources: one a line, a
 * list of them, one alone or a Bundle. Null where it does not.
 */
export async function copyOfFhirConsent(file: SourceFile, temporary: string): Promise<string | null> {
  if (file.table !== "consent" || file.format !== "ndjson") return null;
  const head = await readHead(file.path, "auto");
  if (!/"resourceType"\s*:\s*"(?:Consent|Bundle)"/.test(head.text)) return null;
  const chunks: Uint8Array[] = [];
  for await (const block of fileBytes(file.path, head.packed)) chunks.push(block.slice());
  const text = new TextDecoder(head.encoding === "windows-1252" ? "utf-8" : head.encoding)
    .decode(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  const lines = resourcesOf(text).flatMap((one) =>
    // What is no JSON stays, so that it is counted as a broken row.
    typeof one === "string" ? [one] : fhirConsentRows(one).map((row) => JSON.stringify(row))
  );
  const path = join(temporary, `${crypto.randomUUID()}.ndjson`);
  await Deno.writeTextFile(path, lines.length > 0 ? `${lines.join("\n")}\n` : `${JSON.stringify(nobody)}\n`);
  return path;
}

function resourcesOf(text: string): readonly (Json | string)[] {
  try {
    const whole: unknown = JSON.parse(text);
    const entries = field(whole, "entry");
    if (Array.isArray(entries)) return entries.map((entry) => field(entry, "resource")).filter(isConsent);
    return (Array.isArray(whole) ? whole : [whole]).filter(isConsent);
  } catch {
    return text.split(/\r?\n/).filter((line) => line.trim() !== "").flatMap((line): (Json | string)[] => {
      try {
        const one: unknown = JSON.parse(line);
        return isConsent(one) ? [one] : [];
      } catch {
        return [line];
      }
    });
  }
}

/** Every moment at which a period inside begins or is over. */
function periods(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(periods);
  if (!isObject(value)) return [];
  const inside = Object.entries(value).flatMap(([key, one]) => key === "period" ? [] : periods(one));
  const { period } = value;
  if (!isObject(period)) return inside;
  return [...inside, fhirMoment(period.start, "start"), fhirMoment(period.end, "end")]
    .filter((moment) => !Number.isNaN(moment));
}

function personOf(resource: Json): string | null {
  const who = resource.patient ?? resource.subject;
  const reference = field(who, "reference");
  if (typeof reference === "string") return reference.replace(/^urn:(?:uuid|oid):/, "").split("/").at(-1)!;
  const key = field(field(who, "identifier"), "value");
  return typeof key === "string" ? key : null;
}

function instant(seconds: number): string | null {
  return Number.isNaN(seconds) ? null : new Date(seconds * 1000).toISOString();
}

function field(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isConsent(value: unknown): value is Json {
  return isObject(value) && value.resourceType === "Consent";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
