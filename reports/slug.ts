import { createHash } from "node:crypto";

const longest = 60;

/**
 * A name as a folder or file name: lower-case ASCII letters, digits and hyphens, at most 67 characters, never empty,
 * never a path, never a name that an operating system keeps for itself. Where anything but capitals and spaces was
 * lost, a piece of the name's SHA-256 follows, so that different names stay different.
 *
 * @example
 * ```ts
 * import { slug } from "./slug.ts";
 * if (slug("Riverbend Health") !== "riverbend-health") throw new Error();
 * if (!/^[a-z0-9-]+$/.test(slug("../../Santé ✚"))) throw new Error();
 * ```
 */
export function slug(name: string): string {
  const wanted = name.toLowerCase().replaceAll(" ", "-");
  const ascii = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").slice(0, longest).replace(/^-+|-+$/g, "");
  if (ascii === wanted && ascii !== "" && !reserved.test(ascii)) return ascii;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 6);
  return ascii === "" ? hash : `${ascii}-${hash}`;
}

/** Device names on Windows. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;
