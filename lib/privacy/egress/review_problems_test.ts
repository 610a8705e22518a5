/** Case 36 of the list of bad input in the privacy research. */
import { strict as assert } from "node:assert";
import { reviewProblems } from "./review_problems.ts";

const sound = { author: "A. Uthor", reviewer: "R. Eviewer", approved: "2026-01-10", due: "2026-12-31" };
const on = (more: Parameters<typeof reviewProblems>[0], asOf = "2026-06-30") =>
  reviewProblems({ ...sound, ...more }, asOf);

Deno.test("reviewProblems(), case 36: expired on the day after its last, not on it", () => {
  assert.deepEqual(on({}, "2026-12-31"), []);
  assert.deepEqual(on({}, "2027-01-01"), ["expired"]);
  assert.deepEqual(on({ due: null }, "2099-01-01"), []);
});

Deno.test("reviewProblems(), case 36: the author is not the reviewer, under any spelling", () => {
  for (const reviewer of ["A. Uthor", "a uthor", " Á.  UTHOR ", "A-Uthor"]) {
    assert.deepEqual(on({ reviewer }), ["reviewerIsAuthor"]);
  }
  for (const reviewer of ["", "  ", null]) assert.deepEqual(on({ reviewer }), ["noReviewer"]);
});

Deno.test("reviewProblems(), case 36: a text changed after its approval needs another", () => {
  assert.deepEqual(on({ edited: "2026-01-09" }), []);
  assert.deepEqual(on({ edited: "2026-01-10" }), ["editedAfterApproval"]);
  assert.deepEqual(on({ edited: "2026-02-01" }), ["editedAfterApproval"]);
  assert.deepEqual(on({ text: "b", approvedText: "a" }), ["editedAfterApproval"]);
  assert.deepEqual(on({ text: "a" }), ["editedAfterApproval"], "what was approved is not known");
  assert.deepEqual(
    on({ text: "a", approvedText: "a", edited: "2026-02-01" }),
    [],
    "the very text that was approved",
  );
});

Deno.test("reviewProblems(), case 36: an approval in the future, none at all, and days that do not exist", () => {
  assert.deepEqual(on({ approved: "2026-07-01" }), ["approvedInFuture"]);
  assert.deepEqual(on({ approved: "2026-06-30" }), []);
  assert.deepEqual(on({ approved: null }), ["notReviewed"]);
  assert.deepEqual(on({ approved: "2026-02-30" }), ["badDate"]);
  assert.deepEqual(on({ due: "soon" }), ["badDate"]);
  assert.throws(() => reviewProblems(sound, "today"), RangeError);
});
