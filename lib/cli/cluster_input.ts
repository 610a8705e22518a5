import type { Columns } from "../engine/mod.ts";
import { type ClusteringWork, prepareClustering, type TableClusteringOptions } from "../clustering/mod.ts";
import { fieldTable } from "../segments/mod.ts";
import { InputError } from "../workspace/mod.ts";
import { type TableFlags, tableOf } from "./clustering_flags.ts";
import { columnList } from "./column_list.ts";
import type { Io } from "./io.ts";
import { monotoneColumns } from "./monotone_columns.ts";
import { namingFile } from "./naming_file.ts";
import { unusedFlags } from "./unused_flags.ts";
import { flagName } from "./flag_name.ts";
import { isWorkspace } from "./is_workspace.ts";
import { withWorkspace } from "./workspace_options.ts";

/** The flags that say what to cluster on. */
export interface ClusterInputFlags extends TableFlags {
  readonly method: ClusteringWork["method"];
  readonly columns?: string;
  readonly items?: string;
  readonly covariates?: string;
  readonly asymmetric?: string;
  readonly ordinal?: string;
  readonly nominal?: string;
  readonly distance?: "euclidean" | "manhattan" | "gower";
  readonly scale?: "none" | "z" | "robust" | "min-max";
  readonly missing?: "refuse" | "median" | "indicator" | "drop";
  readonly weights?: string;
  readonly weightsAre?: "sample" | "counts";
  readonly restarts?: number;
  readonly covariance?: "spherical" | "diagonal" | "tied" | "full";
  readonly linkage?: "single" | "complete" | "average" | "ward";
  readonly height?: number;
  readonly minSize?: number;
  readonly minSamples?: number;
  readonly selection?: "eom" | "leaf";
  readonly ruleColumns?: string;
  readonly monotone?: string;
  readonly descriptors?: string;
  readonly asOf?: string;
  readonly seed: number;
}

/** What to cluster, ready. */
export interface ClusterInput {
  readonly work: ClusteringWork;
  /** Every column that was read, for rules and profiles; rows as given. */
  readonly table: Columns;
  /** Columns that are booleans in a segment book. */
  readonly booleans: readonly string[];
  readonly lists: Readonly<Partial<Record<ListFlag, readonly string[]>>>;
  readonly notes: readonly string[];
}

const listFlags = [
  ...["columns", "items", "covariates", "asymmetric", "ordinal", "nominal"] as const,
  ...["ruleColumns", "descriptors"] as const,
];
type ListFlag = typeof listFlags[number] | "monotone";

/** Reads what to cluster: a bare file, or the people of a workspace. */
export async function clusterInput(path: string, flags: ClusterInputFlags, io: Io): Promise<ClusterInput> {
  const lists: { [K in ListFlag]?: readonly string[] } = {};
  const read = await (await isWorkspace(path) ? fromWorkspace : fromFile)(path, flags, io, lists);
  const { method, seed, scale, missing, weights, weightsAre, restarts, covariance, distance } = flags;
  const { linkage, height, minSize, minSamples, selection } = flags;
  const { columns, items, covariates } = lists;
  const kinds = Object.fromEntries(
    (["asymmetric", "ordinal", "nominal"] as const).flatMap((kind) =>
      (lists[kind] ?? []).map((name) => [name, kind] as const)
    ),
  );
  const aside = new Set([...lists.ruleColumns ?? [], ...lists.descriptors ?? []]);
  // What was only read for rules or profiles is not clustered on.
  const usual = aside.size > 0 && !columns && !items
    ? { columns: [...read.table.columns.keys()].filter((name) => !aside.has(name) && name !== weights) }
    : {};
  const options: TableClusteringOptions = {
    ...{ method, seed, signal: io.signal },
    ...usual,
    ...(columns && { columns }),
    ...(items && { items }),
    ...(covariates && { covariates }),
    ...(scale && { scale }),
    ...(missing && { missing }),
    ...(weights !== undefined && { weights }),
    ...(weightsAre && { weightsAre }),
    ...(restarts !== undefined && { restarts }),
    ...(covariance && { covariance }),
    ...(distance && { distance }),
    ...(linkage && { linkage }),
    ...(height !== undefined && { height }),
    ...(minSize !== undefined && { minSize }),
    ...(minSamples !== undefined && { minSamples }),
    ...(selection && { selection }),
    ...(Object.keys(kinds).length > 0 && { kinds }),
  };
  const notes = [...read.notes, ...unusedFlags(flags)];
  return {
    work: await namingFile(path, () => prepareClustering(read.table, options)),
    lists,
    ...read,
    notes,
  };
}

type Reader = (
  path: string,
  flags: ClusterInputFlags,
  io: Io,
  lists: { [K in ListFlag]?: readonly string[] },
) => Promise<Pick<ClusterInput, "table" | "booleans" | "notes">>;

const fromFile: Reader = async (path, flags, io, lists) => {
  const { table, warnings } = await tableOf(path, flags, io, {
    columns: (found) => {
      for (const flag of listFlags) {
        if (flags[flag] !== undefined) lists[flag] = columnList(flags[flag], found, flagName(flag));
      }
      if (flags.monotone !== undefined) lists.monotone = Object.keys(monotoneColumns(flags.monotone, found));
      if (flags.weights !== undefined && !found.includes(flags.weights)) {
        columnList(`"${flags.weights.replaceAll('"', '""')}"`, found, "--weights");
      }
      if (!lists.columns && !lists.items) return found;
      return [
        ...new Set([...Object.values(lists).flat(), ...(flags.weights === undefined ? [] : [flags.weights])]),
      ];
    },
  });
  return { table, booleans: [], notes: warnings };
};

const fromWorkspace: Reader = async (path, flags, io, lists) => {
  if (flags.columns === undefined && flags.items === undefined) {
    throw new InputError(
      "Cannot cluster a workspace without knowing on what: name fields with --columns, such as age,survey.trust",
    );
  }
  for (const flag of listFlags) {
    const text = flags[flag];
    if (text !== undefined) lists[flag] = text.split(",").map((name) => name.trim());
  }
  if (flags.monotone !== undefined) lists.monotone = Object.keys(monotoneColumns(flags.monotone, null));
  const names = [
    ...new Set([...Object.values(lists).flat(), ...(flags.weights === undefined ? [] : [flags.weights])]),
  ];
  const { table, fields } = await withWorkspace(
    path,
    flags,
    io,
    (workspace) => fieldTable(workspace, names, { signal: io.signal }),
  );
  return {
    table,
    booleans: fields.filter(({ type }) => type === "boolean").map(({ name }) => name),
    notes: [],
  };
};
