import type { ExplainedCondition, ExplainResult, TruthWord } from "./explain_result.ts";

const marks: Readonly<Record<TruthWord, string>> = { yes: "✓", no: "✗", unknown: "?" };

/**
 * An explanation as text for a terminal: the placement and its reason, then each segment's tree of conditions, marked
 * ✓ yes, ✗ no, ? unknown, with the values that decided. Control characters in the person's values are replaced.
 */
export function formatExplanation(result: ExplainResult): string {
  const { book, placement } = result;
  const lines = [
    `Person ${result.person} in ${book.name}, version ${book.version}, as of ${result.asOf}`,
    placement.reason,
  ];
  if (result.who) {
    lines.push(
      "",
      `${marks[result.who.verdict]} The book is about this person: ${result.who.verdict}`,
      ...tree(result.who, 1),
    );
  }
  for (const { name, verdict, why } of result.segments) {
    lines.push("", `${marks[verdict]} ${name}: ${verdict}`, ...tree(why, 1));
  }
  return lines.map(printable).join("\n") + "\n";
}

function tree(condition: ExplainedCondition, depth: number): readonly string[] {
  const because = condition.because === null ? "" : `  (${condition.because})`;
  return [
    `${"  ".repeat(depth)}${marks[condition.verdict]} ${condition.text}${because}`,
    ...condition.inner.flatMap((inner) => tree(inner, depth + 1)),
  ];
}

/** Values come from files: nothing in them may move the cursor, colour the terminal or turn the text around. */
function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, "\ufffd");
}
