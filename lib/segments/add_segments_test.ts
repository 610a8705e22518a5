import { strict as assert } from "node:assert";
import { addSegments } from "./add_segments.ts";
import { readBook } from "./read_book.ts";

const book = `# The book of ages
name: Ages
version: 4 # raise me
keeper: K. Eeper
change: >-
  something older
audience: everybody

segments:
  # the young come first
  - id: young
    name: Young
    color: 2 # stays green
    when: { field: age, atMost: 30 }
    message: Hello
`;

const old = { id: "old", name: 'Old: "x" # no comment', when: { field: "age", atLeast: 31 } };

Deno.test("addSegments() adds at the end, raises the version, and keeps comments and order", () => {
  const text = addSegments(book, "b.yaml", [old], { change: "clusters of 2026" });
  const read = readBook(text, "b.yaml");
  assert.deepEqual([read.version, read.change, read.segments.map(({ id }) => id)], [5, "clusters of 2026", [
    "young",
    "old",
  ]]);
  assert.equal(read.segments[1]!.name, old.name);
  assert.deepEqual(read.segments[1]!.when, old.when);
  for (const comment of ["# The book of ages", "# raise me", "# the young come first", "# stays green"]) {
    assert.ok(text.includes(comment), comment);
  }
});

Deno.test("addSegments() gives a known segment its new rule and nothing else", () => {
  const when = { any: [{ field: "age", atMost: 25 }, { field: "sex", in: ["f", "m"] }] };
  const text = addSegments(book, "b.yaml", [{ id: "young", name: "Another", when }], {
    change: "x",
    place: "first",
  });
  const [young, ...others] = readBook(text, "b.yaml").segments;
  assert.deepEqual([young!.name, young!.message, young!.color, others.length], ["Young", "Hello", 2, 0]);
  assert.deepEqual(young!.when, when);
});

Deno.test("addSegments() puts new segments first when asked", () => {
  const read = readBook(addSegments(book, "b.yaml", [old], { change: "x", place: "first" }), "b.yaml");
  assert.deepEqual(read.segments.map(({ id }) => id), ["old", "young"]);
});

Deno.test("addSegments() refuses what would not be a book", () => {
  const refuses = (segments: readonly typeof old[], message: RegExp, text = book) =>
    assert.throws(() => addSegments(text, "b.yaml", segments, { change: "x" }), {
      name: "InputError",
      message,
    });
  refuses([{ ...old, id: "../x" }], /a segment id is lower-case letters/);
  refuses([old, old], /two new segments have the id "old"/);
  refuses([old], /name: is missing/, "version: 1");
});

Deno.test("addSegments() changes only the lines it must", () => {
  const spaced = book.replace("message: Hello", "channels: [sms,   email] # in this order");
  const lines = addSegments(spaced, "b.yaml", [old], { change: "x" }).split("\n");
  const before = new Set(spaced.split("\n"));
  assert.deepEqual(lines.filter((line) => !before.has(line)), [
    "version: 5 # raise me",
    'change: "x"',
    "  - id: old",
    `    name: 'Old: "x" # no comment'`,
    "    when:",
    "      field: age",
    "      atLeast: 31",
  ]);
});

Deno.test("addSegments() reads what it wrote for books of any layout", () => {
  const layouts = [
    book,
    book.trimEnd(),
    book.replaceAll("\n", "\r\n"),
    book.replace(
      /segments:[^]*/,
      "segments: [{ id: young, name: Young, when: { field: age, atMost: 30 } }]\n",
    ),
    `${book}\n# the end\n`,
    book.replace(
      /segments:[^]*/,
      "segments:\n- id: young\n  name: Young\n  when:\n    field: age\n    atMost: 30\n",
    ),
    book.replace("audience: everybody\n", "").concat("audience: everybody\n"),
  ];
  for (const layout of layouts) {
    for (const place of ["first", "last"] as const) {
      const when = { any: [{ field: "age", atMost: 5 }, { field: "town", is: "a: b" }] };
      const text = addSegments(layout, "b.yaml", [old, { id: "young", name: "Y", when }], {
        change: "x: y",
        place,
      });
      const read = readBook(text, "b.yaml");
      assert.deepEqual(
        read.segments.map(({ id }) => id),
        place === "last" ? ["young", "old"] : ["old", "young"],
      );
      assert.deepEqual(read.segments.find(({ id }) => id === "young")!.when, when);
      assert.deepEqual([read.version, read.change, read.audience], [5, "x: y", "everybody"]);
    }
  }
});
