import type { JSX } from "preact";
import { cssVariables, dark, light } from "../../lib/charts/mod.ts";
import type { AssetPaths } from "../shared_assets.ts";
import style from "../theme/style.css" with { type: "text" };

/** Files from the same place as the page, on a server or on disk. */
const beside = "'self' file:";

/** What the head of a page says. */
export interface PageHeadProps {
  readonly title: string;
  /** Hashes of the scripts that may run; none by default. */
  readonly scripts?: readonly string[];
  /** Rules after the style sheet. */
  readonly css?: string;
  /** Files that many pages share. Default: the style sheet is in the page. */
  readonly assets?: AssetPaths | null;
}

/** Colours for light and dark, then the style sheet. */
export function sharedStyle(): string {
  return [
    `:root{${cssVariables(light)}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${cssVariables(dark)}}}`,
    style,
  ].join("\n");
}

/**
 * The head of a self-contained page: colours for light and dark, the style sheet, and a content security policy that
 * forbids everything the page does not need.
 */
export function PageHead({ title, scripts = [], css = "", assets = null }: PageHeadProps): JSX.Element {
  const policy = [
    "default-src 'none'",
    ...(assets ? [`script-src ${beside}`, `style-src 'unsafe-inline' ${beside}`] : [
      ...(scripts.length > 0 ? [`script-src ${scripts.map((hash) => `'${hash}'`).join(" ")}`] : []),
      "style-src 'unsafe-inline'",
    ]),
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const rules = assets ? css : `${sharedStyle()}\n${css}`;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      {assets && <link rel="stylesheet" href={assets.style} />}
      <style dangerouslySetInnerHTML={{ __html: rules }} />
    </head>
  );
}
