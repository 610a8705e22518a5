/** Bad input to `cluster`: each has one clear message that names column and row, and nothing on standard output. */
import { strict as assert } from "node:assert";
import { run } from "./_recorder_for_tests.ts";
import { answer, type Found, withFile } from "./_table_for_tests.ts";

const fine = "x,y,w\n1,2,1\n2,3,1\n8,9,1\n9,9,1\n";

const refused: readonly (readonly [name: string, content: string, line: string, message: string])[] = [
  [
    "more clusters than people",
    fine,
    "--k 9",
    "people.csv: Cannot make 9 clusters of 4 people: give a whole number from 1 to 4",
  ],
  [
    "one person in two groups",
    "x,y\n1,2\n",
    "--k 2",
    "people.csv: Cannot make 2 clusters of 1 person: give a whole number from 1 to 1",
  ],
  [
    "a range beyond the people",
    fine,
    "--k 2..9",
    "people.csv: Cannot choose among 5 clusters of 4 people: give whole numbers from 2 (1 for comparison) to 4",
  ],
  [
    "no number of clusters",
    fine,
    "--method kmeans",
    "Cannot cluster: say how many groups with --k 4, or choose among several with --k 2..8",
  ],
  [
    "a column without a value",
    "x,c\n1,\n2,\n8,\n",
    "--k 2",
    'people.csv: Cannot cluster on column "c": all 3 values are missing. Leave it out.',
  ],
  [
    "an item nobody answered",
    "x,c\n1,\n2,\n8,\n",
    "--k 2 --method lca",
    'people.csv: Cannot use the item "c": nobody answered it. Leave it out.',
  ],
  [
    "a missing value nothing was said about",
    "x,y\n1,2\n,3\n8,9\n",
    "--k 2",
    'people.csv: Cannot cluster on column "x": 1 of 3 values are missing, the first in row 2. Say what is done with ' +
    'them (missing, or --missing): "drop" leaves the people out, "median" lets the median stand in, "indicator" also ' +
    "marks who lacks a value.",
  ],
  [
    "an infinite number",
    "x,y\n1,2\ninf,3\n8,9\n",
    "--k 2",
    'people.csv: Cannot cluster on column "x": row 2 is inf, not a finite number. Correct or empty it.',
  ],
  [
    "NaN",
    "x,y\n1,2\n4,3\nNaN,9\n",
    "--k 2 --method pam",
    'people.csv: Cannot cluster on column "x": row 3 is NaN, not a finite number. Correct or empty it.',
  ],
  [
    "text where numbers are asked",
    "x,y\n1,2\n2,3\noops,4\n",
    "--k 2",
    'people.csv: Cannot cluster on column "x": row 3 holds text ("oops") where the others hold numbers. Correct it, leave the ' +
    "column out, or give its words as categories.",
  ],
  [
    "a number too large for distances",
    "x,y\n1,2\n2,3\n1e300,4\n",
    "--k 2 --scale z",
    'people.csv: Cannot cluster on column "x": row 3 is 1e+300, too large for distances. Correct it, or divide the column, to ' +
    "millions for instance.",
  ],
  [
    "a constant column in a mixture",
    fine,
    "--k 2 --method mixture",
    'people.csv: Cannot fit a mixture: "w" is the same for everybody. Leave it out.',
  ],
  [
    "a weight of 0",
    "x,w\n1,1\n2,0\n8,1\n",
    "--k 2 --weights w",
    'people.csv: Cannot weigh by column "w": row 2 is 0, and a weight must be above 0. Leave people who should not count out of ' +
    "the table.",
  ],
  [
    "a weight below 0",
    "x,w\n1,1\n2,1\n8,-2\n",
    "--k 2 --weights w --method lca --items x",
    'people.csv: Cannot weigh by column "w": row 3 is -2, and a weight must be above 0. Leave people who should not count out of ' +
    "the table.",
  ],
  [
    "more classes than patterns",
    "a,b\n1,1\n1,1\n1,2\n1,2\n",
    "--k 3 --method lca",
    "people.csv: Cannot find 3 classes: only 2 different patterns of answers occur. Ask for fewer classes.",
  ],
  [
    "an item of too many answers",
    `a\n${Array.from({ length: 60 }, (_, i) => i).join("\n")}\n`,
    "--k 2 --method lca --items a",
    'people.csv: Cannot use the item "a": it has 60 different answers, more than 50. Leave it out, or bring it down to a few ' +
    "groups first.",
  ],
  [
    "a column that is not there",
    fine,
    "--k 2 --columns x,z",
    'Cannot find column "z" (--columns). Did you mean "x"?',
  ],
  [
    "stability of a method that has none",
    fine,
    "--method hdbscan --stability 3",
    'Cannot judge the stability of "hdbscan": leave out --stability',
  ],
  [
    "a range for a method without a number",
    fine,
    "--method hdbscan --k 2..3",
    'Cannot choose a number of groups for "hdbscan": it finds the number itself, leave out --k',
  ],
  [
    "a range to be saved",
    fine,
    "--k 2..3 --save m.json",
    "Cannot save a range of solutions: choose one number of groups first, such as --k 4",
  ],
];

for (const [name, content, line, message] of refused) {
  Deno.test(`cluster refuses ${name}`, () =>
    withFile("people.csv", content, async (file) => {
      const { code, out, err } = await run(["cluster", file, ...line.split(" "), "--json"]);
      assert.deepEqual({ code, out, err }, { code: 1, out: "", err: `error: ${message}\n` });
    }));
}

/** What is odd but has an answer: sizes of the groups, and a word about it. */
const odd:
  readonly (readonly [name: string, content: string, line: string, sizes: number[], note: RegExp])[] = [
    ["one group", fine, "--k 1", [4], /few for 3 variables/],
    ["one row", "x,y\n1,2\n", "--k 1", [1], /the same for everybody/],
    ["one row of answers", "x,y\n1,2\n", "--k 1 --method lca", [1], /says nothing about classes/],
    ["equal people", "x,y\n1,2\n1,2\n1,2\n", "--k 2", [3], /only 1 has people/],
    ["equal people around medoids", "x,y\n1,2\n1,2\n1,2\n", "--k 2 --method pam", [3], /only 1 has people/],
    ["equal people by density", "x,y\n1,2\n1,2\n1,2\n", "--method hdbscan", [], /the same for everybody/],
    [
      "a constant column",
      "x,c\n1,5\n2,5\n8,5\n9,5\n",
      "--k 2 --scale z",
      [2, 2],
      /"c" is weak: it is the same/,
    ],
    ["one category", "x,c\n1,a\n2,a\n8,a\n9,a\n", "--k 2", [2, 2], /"c" is weak: it is the same/],
    [
      "missing values that are dropped",
      "x,y\n1,2\n,3\n8,9\n",
      "--k 2 --missing drop",
      [1, 1],
      /1 of 3 people are left out/,
    ],
  ];

for (const [name, content, line, sizes, note] of odd) {
  Deno.test(`cluster has an answer for ${name}`, () =>
    withFile("people.csv", content, async (file) => {
      const found = await answer<Found>(["cluster", file, ...line.split(" ")]);
      assert.deepEqual(found.sizes, sizes);
      assert.match(found.warnings.join("\n"), note);
    }));
}

Deno.test("cluster answers wrong flags with 2", async () => {
  for (
    const line of [
      "--k 0",
      "--k 3..2",
      "--k two",
      "--method magic",
      "--seed x",
      "--scale big",
      "--delimiter ,,",
    ]
  ) {
    const { code, out } = await run(["cluster", "people.csv", ...line.split(" ")]);
    assert.deepEqual([line, code, out], [line, 2, ""]);
  }
});

Deno.test("cluster says which flags its method has no use for", () =>
  withFile("people.csv", fine, async (file) => {
    const flags = ["--covariates", "w", "--min-size", "3", "--covariance", "tied"];
    const { warnings } = await answer<Found>(["cluster", file, "--k", "2", ...flags]);
    assert.deepEqual(warnings.filter((text) => text.includes("is not used")), [
      "--covariates is not used: it belongs to --method lca.",
      "--covariance is not used: it belongs to --method mixture.",
      "--min-size is not used: it belongs to --method hdbscan.",
    ]);
  }));
