import { id, join, sql } from "../../engine/mod.ts";
import { InputError, type Workspace } from "../../workspace/mod.ts";
import { type ReviewProblem, reviewProblems } from "./review_problems.ts";

const says: Readonly<Record<ReviewProblem, string>> = {
  notReviewed: "nobody has reviewed it",
  noReviewer: "it does not say who reviewed it",
  reviewerIsAuthor: "its author reviewed it",
  approvedInFuture: "its review is dated in the future",
  expired: "its review has expired",
  editedAfterApproval: "its text was changed after the review",
  badDate: "a date of its review is no day of the calendar",
};

const columns = ["author", "reviewer", "reviewed", "review_due", "edited", "text", "approved_text"] as const;

/**
 * Refuses a page or asset whose review does not hold at the as-of day ({@linkcode reviewProblems}).
 *
 * @throws {InputError} There is no such content, or its review does not hold: every reason is named.
 */
export async function checkContent(workspace: Workspace, content: string): Promise<void> {
  const table = workspace.tables.get("content");
  const known = new Set((table?.fields ?? []).map(({ name }) => name));
  const found = table
    ? await workspace.engine.rows<Record<typeof columns[number], string | null>>(
      sql`select ${
        join(columns.map((name) => sql`${known.has(name) ? id(name) : sql`null`}::varchar as ${id(name)}`))
      } from content where content = ${content}`,
    )
    : [];
  const row = found[0];
  if (!row) throw new InputError(`Cannot find the content "${content}" among the workspace's content`);
  const problems = reviewProblems({
    author: row.author,
    reviewer: row.reviewer,
    approved: row.reviewed,
    due: row.review_due,
    edited: row.edited,
    text: row.text,
    approvedText: row.approved_text,
  }, workspace.asOf.date);
  if (problems.length === 0) return;
  throw new InputError(
    `Cannot use the content "${content}": ${
      problems.map((one) => says[one]).join("; ")
    }. Have it reviewed again.`,
  );
}
