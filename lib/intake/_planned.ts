import type { Engine } from "../engine/mod.ts";
import type { AsOf, SourceConfig, TableName, WorkspaceConfig } from "../workspace/mod.ts";
import type { PlannedField } from "./_fields.ts";
import type { SourceFile } from "./_files.ts";
import type { Input } from "./_input.ts";
import type { OpenOptions } from "./options.ts";

/** What loading needs. */
export interface LoadContext {
  readonly config: WorkspaceConfig;
  readonly asOf: AsOf;
  readonly engine: Engine;
  /** Folder of the engine's own for rewritten copies. */
  readonly temporary: string;
  readonly options: OpenOptions;
}

/** A source and its files. */
export interface FoundSource {
  readonly table: TableName;
  readonly source: SourceConfig;
  readonly files: readonly SourceFile[];
}

/** A source whose files are open, and which of their columns is which field. */
export interface Planned extends FoundSource {
  readonly inputs: readonly Input[];
  readonly fields: readonly PlannedField[];
}
