import type { TypingRules } from "../clustering/mod.ts";
import { addSegments } from "../segments/mod.ts";
import { InputError, writeFile } from "../workspace/mod.ts";

/**
 * Puts the rules of a clustering into a segment book on disk, whole or not at all. Segments the book has already get
 * their new rule and keep everything else.
 *
 * @throws {InputError} The book cannot be read or written, or no cluster has a rule.
 */
export async function acceptRules(path: string, rules: TypingRules, description: string): Promise<void> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "there is no such file. Name the segments.yaml of a workspace."
      : (error as Error).message;
    throw new InputError(`Cannot add to "${path}": ${reason}`, { cause: error });
  }
  const { fidelity } = rules;
  const segments = rules.segments.flatMap(({ id, name, rule, precision, recall }) =>
    rule === null ? [] : [{
      ...{ id, name },
      objective: `Found by clustering; the rule is right for ${hundred(precision)} and finds ${
        hundred(recall)
      }.`,
      when: rule,
    }]
  );
  if (segments.length === 0) throw new InputError(`Cannot add to "${path}": no cluster has a rule`);
  // "K-means with 3 centres: the best of …": the method, without how it searched.
  const [method] = description.split(/[:.]/);
  const change = `${segments.length} segments from clusters (${method}). Their rules place ` +
    `${hundred(fidelity.agreement)} people held out as the clusters do.`;
  await writeFile(path, addSegments(text, path, segments, { change }));
}

function hundred(share: number | null): string {
  return share === null ? "none of 100" : `${Math.round(share * 100)} of 100`;
}
