import type { ReportModel } from "../model.ts";
import type { PastModel } from "./past.ts";

const verdictWords: Readonly<Record<string, string>> = {
  strong: "strong",
  weak: "weak",
  unusable: "too weak",
};

/** What is different about the data behind two reports, a sentence each: files, how they are read, how good they are. */
export function dataChanges(
  now: Pick<ReportModel, "quality" | "provenance" | "fingerprints">,
  before: PastModel,
): string[] {
  const said: string[] = [];
  const hashes = (inputs: readonly { readonly sha256: string }[]) =>
    inputs.map(({ sha256 }) => sha256).toSorted();
  const [here, there] = [hashes(now.provenance.inputs), hashes(before.provenance.inputs)];
  if (here.join() === there.join()) {
    said.push("The input files are the same, byte for byte: only the day differs.");
  }
  const tables = (
    inputs: readonly { readonly table: string }[],
  ) => [...new Set(inputs.map(({ table }) => table))];
  const [tablesNow, tablesThen] = [tables(now.provenance.inputs), tables(before.provenance.inputs)];
  for (const table of tablesNow.filter((one) => !tablesThen.includes(one))) {
    said.push(`The table “${table}” is new: what it adds was missing before.`);
  }
  for (const table of tablesThen.filter((one) => !tablesNow.includes(one))) {
    said.push(`The table “${table}” is no longer there: what it added is missing now.`);
  }
  if (now.fingerprints.sources !== before.fingerprints.sources) {
    said.push("The way files are read changed (sources or nulls in workspace.yaml).");
  }
  const passed = now.quality.gate.passed;
  if (passed !== before.quality.gate.passed) {
    said.push(
      passed
        ? "The data pass the quality gate again."
        : "The data passed the quality gate then, and do not now.",
    );
  }
  const verdicts = new Map(
    before.quality.fields.map(({ table, field, verdict }) => [`${table}.${field}`, verdict]),
  );
  for (const { table, field, verdict, used } of now.quality.fields) {
    const then = verdicts.get(`${table}.${field}`);
    if (!used || then === undefined || then === verdict) continue;
    said.push(`The field “${field}” was ${verdictWords[then] ?? then}, and is ${verdictWords[verdict]} now.`);
  }
  return said;
}
