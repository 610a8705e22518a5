import type { FlatTable } from "../charts/mod.ts";
import type { ClusteringDrift, Drifted } from "../clustering/mod.ts";
import { numberTable } from "./print.ts";

/** How people have changed, for a person to read. */
export function driftTables({ sizes, variables }: ClusteringDrift): readonly FlatTable[] {
  const row = (name: string, { psi, criticalChiSquare, criticalZ, band }: Drifted) => [
    ...[name, psi.toFixed(4), criticalChiSquare.toFixed(4), criticalZ.toFixed(4), band],
  ];
  return [numberTable({
    caption: "How far people have changed (PSI; up to the critical values it may be chance)",
    columns: ["What", "PSI", "Critical (χ²)", "Critical (z)", "It has"],
    rows: [
      ...(sizes ? [row("sizes of the groups", sizes)] : []),
      ...variables.map((one) => row(one.name, one)),
    ].map((cells) => cells.with(-1, cells.at(-1) === "stable" ? "not moved" : cells.at(-1)!)),
  })];
}
