import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  decodeMembership,
  encodeMembership,
  type Group,
  type PersonMarks,
  personMarks,
  type SavedMembership,
  saveMembership,
} from "../../lib/segments/mod.ts";
import { type Workspace, writeFile } from "../../lib/workspace/mod.ts";
import type { ReportModel } from "../model.ts";
import { mostReports } from "./read_history.ts";

/** What says which membership a report was made of: the same in the report and in its sidecar. */
export type MembershipKey = Pick<ReportModel, "fingerprints"> & {
  readonly asOf: { readonly date: string; readonly timeZone: string };
  readonly part: { readonly field: string; readonly value: string } | null;
  readonly book: { readonly mode: string };
  readonly provenance: { readonly inputs: readonly { readonly sha256: string }[] };
};

/**
 * The memberships of earlier reports, kept in the workspace's own `.trellis/membership`, never beside the reports:
 * they hold people. A file is found by what its report was made of (inputs, rules, day), never by name alone, so a
 * report is only ever compared with the membership it was itself made of.
 */
export class MembershipStore {
  readonly #workspace: Workspace;
  readonly #folder: string;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.#folder = join(workspace.folder, ".trellis", "membership");
  }

  /** The membership a report was made of; null when it was not kept, or is damaged: a report is possible without. */
  async find(report: MembershipKey): Promise<SavedMembership | null> {
    const file = this.#file(report);
    try {
      return decodeMembership(await Deno.readFile(join(this.#folder, file)), file);
    } catch {
      return null;
    }
  }

  /** Everybody now, under the marks of an earlier report's membership. */
  marks(report: MembershipKey, options: { readonly signal?: AbortSignal } = {}): Promise<PersonMarks> {
    return personMarks(this.#workspace, saltOf(report), options);
  }

  /**
   * Keeps a report's membership, for its owner's eyes only, and removes those of all but the newest 24 days.
   *
   * @throws {InputError} The workspace's folder cannot be written.
   */
  async keep(report: MembershipKey, groups: readonly Group[]): Promise<void> {
    const path = join(this.#folder, this.#file(report));
    if (await exists(path)) return;
    const marks = await this.marks(report);
    const saved = saveMembership(report.asOf.date, { marks, groups });
    if (saved === null) return;
    await writeFile(path, encodeMembership(saved));
    if (Deno.build.os !== "windows") await Deno.chmod(path, 0o600);
    await this.#tidy();
  }

  #file(report: MembershipKey): string {
    return `${report.asOf.date}-${saltOf(report).slice(0, 16)}.bin`;
  }

  async #tidy(): Promise<void> {
    const files = (await Array.fromAsync(Deno.readDir(this.#folder)))
      .filter(({ name, isFile }) => isFile && /^\d{4}-\d{2}-\d{2}-[0-9a-f]{16}\.bin$/.test(name))
      .map(({ name }) => name);
    const days = [...new Set(files.map((name) => name.slice(0, 10)))].sort().slice(-mostReports);
    for (const name of files) {
      if (!days.includes(name.slice(0, 10))) await Deno.remove(join(this.#folder, name));
    }
  }
}

function saltOf({ asOf, part, book, fingerprints, provenance }: MembershipKey): string {
  const { who, segments, sources } = fingerprints;
  return createHash("sha256").update(JSON.stringify([
    asOf.date,
    asOf.timeZone,
    part && [part.field, part.value],
    book.mode,
    who,
    segments.map(({ id, sha256 }) => [id, sha256]),
    sources,
    provenance.inputs.map(({ sha256 }) => sha256),
  ])).digest("hex");
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}
