import type { FieldClassWord, TableName } from "../../workspace/mod.ts";
import type { Letter } from "../identifiers/categories.ts";

/** What a field may say about a person. */
export type FieldClass = "identifier" | "quasi-identifier" | "sensitive" | "free" | "unclassified";

/** A field, what it may say about a person, and who says so. */
export interface ClassifiedField {
  /** The canonical table. */
  readonly table: TableName;
  /** The field of the table. */
  readonly field: string;
  /** What it may say; `unclassified` may be neither published nor exported. */
  readonly class: FieldClass;
  /** Which of the 18 identifiers of Safe Harbor, A to R; null for the other classes. */
  readonly identifier: Letter | null;
  /** The class as `workspace.yaml` writes it; null when unclassified. */
  readonly word: FieldClassWord | null;
  /** `workspace.yaml` decided, Trellis knows the field, or it is a guess from its name and content. */
  readonly by: "workspace.yaml" | "trellis" | "guess";
  /** Why, in plain words, without a value. */
  readonly reasons: readonly string[];
}
