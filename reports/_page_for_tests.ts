/** An element of a page, as written. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
  readonly parent: Element | null;
}

const noEnd = new Set(["meta", "col", "br", "img", "link", "input", "hr", "!doctype"]);

/** Reads a page that Trellis wrote: every element is closed and every attribute quoted. Comments become text. */
export function readElements(html: string): Element {
  const root: Element = { tag: "page", attributes: {}, children: [], parent: null };
  let at: Element = root;
  let last = 0;
  const tags = /<!--([\s\S]*?)-->|<(script|style)\b([^>]*)>([\s\S]*?)<\/\2>|<(\/?)([a-zA-Z!][\w-]*)([^>]*)>/g;
  for (const match of html.matchAll(tags)) {
    if (match.index > last) at.children.push(unescape(html.slice(last, match.index)));
    last = match.index + match[0].length;
    const [, comment, raw, rawAttributes, content, slash, name, attributes] = match;
    if (comment !== undefined) at.children.push(` ${comment} `);
    else if (raw) {
      at.children.push({
        tag: raw,
        attributes: attributesOf(rawAttributes!),
        children: [content!],
        parent: at,
      });
    } else if (slash) at = at.parent ?? root;
    else {
      const tag = name!.toLowerCase();
      const element: Element = { tag, attributes: attributesOf(attributes!), children: [], parent: at };
      at.children.push(element);
      if (!noEnd.has(tag) && !attributes!.endsWith("/")) at = element;
    }
  }
  return root;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, unescape(value!)]),
  );
}

function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll(
    "&#39;",
    "'",
  )
    .replaceAll("&amp;", "&");
}

/** An element and everything in it. */
export function* within(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) if (typeof child !== "string") yield* within(child);
}

/** What a reader sees of an element, drawings apart. */
export function textOf(element: Element): string {
  if (["script", "style", "svg"].includes(element.tag)) return " ";
  return element.children.map((child) => typeof child === "string" ? child : ` ${textOf(child)} `).join("");
}
