import type { Command } from "commander";
import {
  type AssignedPeople,
  assignPeople,
  clusteringDrift,
  type ClusteringModel,
  compareGroupings,
  type GroupingComparison,
  uncertainty,
  updateModel,
} from "../../clustering/mod.ts";
import type { Columns } from "../../engine/mod.ts";
import { count, percent } from "../../words/mod.ts";
import { fieldTable } from "../../segments/mod.ts";
import { InputError, writeFile } from "../../workspace/mod.ts";
import { type TableFlags, tableOf, withTableFlags } from "../clustering_flags.ts";
import { driftTables } from "../drift_tables.ts";
import type { Context } from "../context.ts";
import { examples } from "../examples.ts";
import type { Io } from "../io.ts";
import { isWorkspace } from "../is_workspace.ts";
import { keepInputs } from "../keep_inputs.ts";
import { namingFile } from "../naming_file.ts";
import { openModel, saveModel } from "../model_file.ts";
import { numberTable, printJson, printTables, printWarnings } from "../print.ts";
import { withWorkspace } from "../workspace_options.ts";

interface Flags extends TableFlags {
  readonly model: string;
  readonly labels?: boolean;
  readonly before?: string;
  readonly update?: string;
  readonly out?: string;
  readonly asOf?: string;
}

interface People {
  readonly table: Columns;
  readonly warnings: readonly string[];
}

/** `assign FILE`: new people in the groups of a saved model, and how far people have changed. */
export function addAssign(program: Command, { io }: Context): void {
  const command = program.command("assign")
    .description("put new people into the groups of a saved model, and say how far people have changed")
    .argument("<file>", "one row a person, with the model's columns; or a workspace, with its fields")
    .requiredOption("--model <file>", "model saved by trellis cluster --save")
    .option("--labels", "add everybody's group to the JSON (always done)")
    .option("--before <file>", "an earlier model: who moved from its groups to this one's")
    .option("--update <file>", "move the model's centres towards these people, and save it here")
    .option("--out <file>", "write a CSV with everybody's row number and group")
    .option("--as-of <date>", "of a workspace: the day to look at (default: workspace.yaml's asOf)");
  withTableFlags(command).action(async (file: string, flags: Flags) => {
    const read = [file, flags.model, ...(flags.before === undefined ? [] : [flags.before])];
    if (flags.out !== undefined) await keepInputs(flags.out, read, "--out");
    if (flags.update !== undefined) await keepInputs(flags.update, [file], "--update");
    const given = await openModel(flags.model);
    const before = flags.before === undefined ? null : await openModel(flags.before);
    const { table, warnings } = await isWorkspace(file)
      ? await peopleOf(file, given, before, flags, io)
      : await rowsOf(file, given, before, flags, io);
    const updated = flags.update === undefined
      ? null
      : await namingFile(given.seen ? file : flags.model, () => updateModel(given, table));
    const model = updated?.model ?? given;
    const assigned = updated?.assigned ?? await namingFile(file, () => assignPeople(model, table));
    const drift = await namingFile(file, () => clusteringDrift(given, table, assigned));
    const migration = before
      ? await namingFile(file, () => between(before, model, table, assigned))
      : updated?.migration ?? null;
    if (flags.update !== undefined) await saveModel(flags.update, model);
    if (flags.out !== undefined) await writeFile(flags.out, csvOf(model, assigned));
    const notes = [...warnings, ...assigned.warnings];
    const sizes = sizesOf(model, assigned);
    const used = table.rows - assigned.unassigned;
    const doubt = assigned.posterior && meanDoubt(assigned, model.k);
    if (flags.json) {
      printJson(io, {
        ...{ kind: "assignment", method: model.method, k: model.k, n: used, sizes },
        clusters: model.clusters.map(({ cluster, name }, c) => ({
          ...{ cluster, name, people: sizes[c]!, share: used > 0 ? sizes[c]! / used : null },
        })),
        labels: Array.from(assigned.labels, (label) => label === 0 ? null : label),
        unassigned: assigned.unassigned,
        ...(doubt !== null && { meanUncertainty: doubt }),
        drift,
        ...(migration && { migration }),
        warnings: notes,
      });
    } else {
      printTables(io, [
        numberTable({
          caption: `People in the groups of ${flags.model}`,
          columns: ["Group", "People", "Share", "Share then"],
          rows: model.clusters.map(({ name, share }, c) => [
            ...[name, count(sizes[c]!), used > 0 ? percent(sizes[c]! / used) : "–", percent(share)],
          ]),
        }),
        ...driftTables(drift),
        ...(migration ? [migrationTable(migration)] : []),
      ]);
      io.out(`\n${drift.advice.join("\n")}\n`);
    }
    printWarnings(io, notes);
  });
  examples(command, [
    "trellis assign new-people.csv --model model.json",
    "trellis assign data/riverbend --model model.json",
    "trellis assign new-people.csv --model model.json --before last-year.json --json",
  ]);
}

/** The people of a file, by the columns that the models read. */
function rowsOf(
  file: string,
  given: ClusteringModel,
  before: ClusteringModel | null,
  flags: Flags,
  io: Io,
): Promise<People> {
  const wanted = new Set([given, ...(before ? [before] : [])].flatMap(columnsOf));
  return tableOf(file, flags, io, {
    columns: (found) => {
      const columns = found.filter((name) => wanted.has(name));
      const absent = requiredBy(given).find((name) => !found.includes(name)) ??
        covariatesOf(given).find((names) => !names.some((name) => found.includes(name)))?.at(-1);
      if (columns.length > 0 && absent === undefined) return columns;
      if (columns.length > 0) {
        throw new InputError(
          `Cannot assign the people of "${file}": the model reads the column "${absent}", and the file's are ${
            found.join(", ")
          }. Rename one, or fit a model without it.`,
        );
      }
      throw new InputError(
        `Cannot assign the people of "${file}": it has none of the model's columns (${
          [...wanted].join(", ")
        }). Name the file the model was made for.`,
      );
    },
  });
}

/** The people of a workspace, by the fields that the models read. */
async function peopleOf(
  path: string,
  given: ClusteringModel,
  before: ClusteringModel | null,
  flags: Flags,
  io: Io,
): Promise<People> {
  const models = [given, ...(before ? [before] : [])];
  const names = models.flatMap((model) => [
    ...requiredBy(model),
    ...covariatesOf(model).map((names) => names.at(-1)!),
    ...model.baseline.map(({ column }) => column),
  ]);
  const { table } = await withWorkspace(
    path,
    flags,
    io,
    (workspace) => fieldTable(workspace, [...new Set(names)], { signal: io.signal }),
  );
  return { table, warnings: [] };
}

/** The columns a model cannot do without. */
function requiredBy({ encodings, latentClasses, points }: ClusteringModel): string[] {
  return [
    ...(encodings ?? []).map(({ column }) => column),
    ...(latentClasses?.items ?? []).map(({ name }) => name),
    ...(points?.variables ?? []).map(({ name }) => name),
  ];
}

/** What the column of each covariate may be called: one of words stands in the model as `column = word`. */
function covariatesOf({ latentClasses }: ClusteringModel): string[][] {
  return (latentClasses?.membership?.names.slice(1) ?? []).map((name) => {
    const word = name.lastIndexOf(" = ");
    return word < 0 ? [name] : [name, name.slice(0, word)];
  });
}

/** The columns a model reads. */
function columnsOf(model: ClusteringModel): string[] {
  return [
    ...requiredBy(model),
    ...covariatesOf(model).flat(),
    ...model.baseline.map(({ column }) => column),
  ];
}

function sizesOf({ k }: ClusteringModel, { labels }: AssignedPeople): number[] {
  const sizes = new Array<number>(k).fill(0);
  for (const label of labels) if (label > 0) sizes[label - 1]!++;
  return sizes;
}

function meanDoubt({ posterior, labels }: AssignedPeople, k: number): number | null {
  const each = uncertainty(posterior!, k).filter((_, i) => labels[i]! > 0);
  return each.length > 0 ? each.reduce((sum, value) => sum + value, 0) / each.length : null;
}

async function between(
  before: ClusteringModel,
  after: ClusteringModel,
  table: Columns,
  assigned: AssignedPeople,
): Promise<GroupingComparison> {
  const then = await assignPeople(before, table);
  const named = ({ clusters }: ClusteringModel, labels: Uint16Array) =>
    Array.from(labels, (label) => label === 0 ? null : clusters[label - 1]!.name);
  return compareGroupings(named(before, then.labels), named(after, assigned.labels), {
    nameA: "before",
    nameB: "after",
  }).result;
}

function migrationTable({ a, b, table }: GroupingComparison) {
  return numberTable({
    caption: `People by group ${a.name} (down) and ${b.name} (across)`,
    columns: ["", ...b.groups],
    rows: a.groups.map((group, i) => [group, ...table[i]!.map(count)]),
  });
}

/** Row numbers and groups only: nothing else of the people leaves. Names are the model's, so they are escaped. */
function csvOf({ clusters }: ClusteringModel, { labels }: AssignedPeople): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = Array.from(labels, (label, i) => {
    const name = label === 0 ? "" : cell(clusters[label - 1]!.name);
    return `${i + 1},${label === 0 ? "" : label},${name}`;
  });
  return `row,cluster,name\n${lines.join("\n")}\n`;
}
