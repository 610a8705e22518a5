import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { slug } from "./slug.ts";

/** What says where a report lies. */
export interface PlaceOptions {
  /** Folder that holds all reports. */
  readonly out: string;
  /** Name of the workspace. */
  readonly workspace: string;
  /** Report definition file, where it is not the workspace's own `report.yaml`: the page is named after it. */
  readonly report?: string | undefined;
  /** The part of the people a report is about. Default: everybody. */
  readonly part?: { readonly field: string; readonly value: string } | null | undefined;
}

/** Where the reports of one definition lie. */
export interface Place {
  /** Folder of all reports of the workspace: one folder a day in it. */
  readonly folder: string;
  /** File name of the report without its ending, the same every day. */
  readonly name: string;
}

/**
 * Where the reports of a definition lie: `out/<workspace>/<day>/<name>.html`; of a part of the people
 * `<name>--<field>--<value>.html`. Names have no two hyphens in a row, so these never meet a definition's own; and a
 * value that is not written exactly as its file name has a piece of its hash in it, so no two values meet.
 */
export function placeOf({ out, workspace, report, part }: PlaceOptions): Place {
  const stem = report === undefined ? "report" : basename(report).replace(/(\.report)?\.ya?ml$/i, "");
  const name = slug(stem || "report");
  return {
    folder: join(out, slug(workspace)),
    name: part ? `${partPrefix(name, part.field)}${exactSlug(part.value)}` : name,
  };
}

/** How the names of all reports of a definition for the values of a field begin. */
export function partPrefix(name: string, field: string): string {
  return `${name}--${exactSlug(field)}--`;
}

function exactSlug(value: string): string {
  const name = slug(value);
  // A name that ends like a hash could be another's with its hash.
  if (name === value && !/-[0-9a-f]{8}$/.test(name)) return name;
  const hash = createHash("sha256").update(value).digest("hex").slice(0, 8);
  return `${name.replace(/-[0-9a-f]{6}$/, "")}-${hash}`;
}
