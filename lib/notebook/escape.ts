const marks: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text made safe for HTML, inside tags' content and quoted attributes. Jupyter's own `html` template does not do this.
 *
 * @example
 * ```ts
 * import { escape } from "./escape.ts";
 * if (escape("<b>&'") !== "&lt;b&gt;&amp;&#39;") throw new Error();
 * ```
 */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => marks[mark]!);
}
