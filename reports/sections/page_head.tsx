import type { JSX } from "preact";
import { cssVariables, dark, light } from "../../lib/charts/mod.ts";
import style from "../theme/style.css" with { type: "text" };

/** What the head of a page says. */
export interface PageHeadProps {
  readonly title: string;
  /** Hashes of the scripts that may run; none by default. */
  readonly scripts?: readonly string[];
  /** Rules after the style sheet. */
  readonly css?: string;
}

/**
 * The head of a self-contained page: colours for light and dark, the style sheet, and a content security policy that
 * forbids everything the page does not need.
 */
export function PageHead({ title, scripts = [], css = "" }: PageHeadProps): JSX.Element {
  const policy = [
    "default-src 'none'",
    ...(scripts.length > 0 ? [`script-src ${scripts.map((hash) => `'${hash}'`).join(" ")}`] : []),
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const rules = [
    `:root{${cssVariables(light)}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${cssVariables(dark)}}}`,
    style,
    css,
  ].join("\n");
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: rules }} />
    </head>
  );
}
