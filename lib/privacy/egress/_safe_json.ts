/** JSON that stays harmless where somebody pastes it into a page: no tag, no line separator of JavaScript. */
export function safeJson(value: unknown): string {
  const escape = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(value, null, 2).replace(/[<>&\u2028\u2029]/g, escape)}\n`;
}
