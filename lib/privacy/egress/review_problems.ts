/** What is known of a review of a claim, a page, or a segment for a destination. Days are `YYYY-MM-DD`. */
export interface ReviewRecord {
  /** Who wrote it. */
  readonly author?: string | null;
  /** Who approved it. */
  readonly reviewer?: string | null;
  /** Day of the approval. */
  readonly approved?: string | null;
  /** Last day it holds. */
  readonly due?: string | null;
  /** Day of the last change of the text. */
  readonly edited?: string | null;
  /** Hash (or version) of the text that was approved. */
  readonly approvedText?: string | null;
  /** Hash (or version) of the text as it stands. */
  readonly text?: string | null;
}

/** What is wrong with a review. */
export type ReviewProblem =
  | "notReviewed"
  | "noReviewer"
  | "reviewerIsAuthor"
  | "approvedInFuture"
  | "expired"
  | "editedAfterApproval"
  | "badDate";

/**
 * Why a review does not permit anything at a day; empty when it does.
 *
 * It needs a reviewer who is not the author, a day of approval that is not in the future, a last day that is not past,
 * and the very text that was approved: an edit on the day of approval or later needs another review.
 *
 * @param asOf Day, `YYYY-MM-DD`.
 *
 * @example
 * ```ts
 * import { reviewProblems } from "./review_problems.ts";
 * const review = { author: "A. Uthor", reviewer: "R. Eviewer", approved: "2026-01-10", due: "2027-01-10" };
 * if (reviewProblems(review, "2026-06-30").length > 0) throw new Error();
 * if (reviewProblems({ ...review, reviewer: " a. uthor " }, "2026-06-30")[0] !== "reviewerIsAuthor") throw new Error();
 * if (reviewProblems(review, "2027-01-11")[0] !== "expired") throw new Error();
 * ```
 */
export function reviewProblems(review: ReviewRecord, asOf: string): readonly ReviewProblem[] {
  const { author, reviewer, approved, due, edited, approvedText, text } = review;
  const today = day(asOf);
  if (today === null) throw new RangeError(`Cannot judge a review on "${asOf}": write a day as YYYY-MM-DD`);
  if (!approved) return ["notReviewed"];
  const days = {
    approved: day(approved),
    due: due ? day(due) : undefined,
    edited: edited ? day(edited) : undefined,
  };
  const problems: ReviewProblem[] = [];
  if (Object.values(days).includes(null)) problems.push("badDate");
  if (!name(reviewer)) problems.push("noReviewer");
  else if (name(reviewer) === name(author)) problems.push("reviewerIsAuthor");
  if (days.approved && days.approved > today) problems.push("approvedInFuture");
  if (days.due && days.due < today) problems.push("expired");
  const isEdited = days.edited && days.approved && days.edited >= days.approved;
  const hasOtherText = Boolean(approvedText || text) && approvedText !== text;
  // Hashes know better than days: the same text is the same text, whenever it was saved.
  if (approvedText && text ? hasOtherText : hasOtherText || isEdited) problems.push("editedAfterApproval");
  return problems;
}

/** A real day in a form that can be compared; null when it is none. */
function day(text: string): string | null {
  try {
    return /^\d{4}-\d{2}-\d{2}/.test(text)
      ? Temporal.PlainDate.from(text.slice(0, 10), { overflow: "reject" }).toString()
      : null;
  } catch {
    return null;
  }
}

/** People are the same under any spelling of blanks, letters and accents. */
function name(text: string | null | undefined): string {
  return (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
