/** Numbers of cases are those of the list of bad input in the privacy research: 26 is about hashes. */
import { strict as assert } from "node:assert";
import fc from "fast-check";
import { hashValue, type Platform } from "./hash_value.ts";
import { hashRows } from "./hash_rows.ts";
import { sha256 } from "./_sha256.ts";

const normalised = (platform: Platform, field: string, value: string, country = "US") =>
  hashValue(platform, field, value, { country }).normalised;

Deno.test("hashValue() hashes a value worked out by hand", () => {
  assert.deepEqual(hashValue("meta", "em", " Test@Example.com "), {
    field: "em",
    normalised: "test@example.com",
    hashed: "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b",
  });
});

Deno.test("hashValue() gives the vectors Meta publishes (customer information parameters; parameter builder tests)", () => {
  const cases: readonly (readonly [field: string, value: string, expected: string])[] = [
    ["ph", "(650)555-1212", "16505551212"],
    ["ph", "+1 (616) 954-78 88", "16169547888"],
    ["ph", "1(650)123-4567", "16501234567"],
    ["ph", "+001 (616) 954-78 88", "16169547888"],
    ["ph", "01(650)123-4567", "16501234567"],
    ["ph", "+44 20 7946 0958", "442079460958"],
    ["ph", "+33 1 42 86 83 26", "33142868326"],
    ["fn", "  Mary Jane ", "maryjane"],
    ["fn", "Valéry", "valéry"],
    ["ln", "O'Brien-Smith", "obriensmith"],
    ["ct", "    Menlo-Park  ", "menlopark"],
    ["ct", "sAn FrAnCiScO", "sanfrancisco"],
    ["st", "    California.   ", "ca"],
    ["st", "New York", "ny"],
    ["st", "  TE", "te"],
    ["zp", "    37221", "37221"],
    ["zp", "37221-3312", "37221"],
    ["zp", "SW1A 1AA", "sw1a1aa"],
    ["db", "2/16/1997 (mm/dd/yyyy)", "19970216"],
    ["db", "16–2–1997 (dd-mm-yyyy)", "19970216"],
    ["db", "1990_12_31", "19901231"],
    ["country", "United States", "us"],
    ["country", "united kingdom", "gb"],
    ["country", "DE", "de"],
    ["ge", "Female", "f"],
    ["ge", " M ", "m"],
  ];
  for (const [field, value, expected] of cases) {
    assert.equal(normalised("meta", field, value), expected, `${field} ${value}`);
  }
  assert.match(hashValue("meta", "ph", "(650)555-1212").hashed!, /^e323ec62.*3176$/);
  assert.match(hashValue("meta", "db", "02/16/1997").hashed!, /^01acdbf6.*0f0c$/);
  assert.match(hashValue("meta", "country", "US").hashed!, /^79adb2a2.*4621$/);
});

Deno.test("hashValue() gives the vectors Google publishes (Data Manager formatting guide and its utilities' tests)", () => {
  const cases: readonly (readonly [field: string, value: string, expected: string])[] = [
    ["email", "QuinnY@EXAMPLE.com", "quinny@example.com"],
    ["email", "Jefferson.Loves.hiking@gmail.com", "jeffersonloveshiking@gmail.com"],
    ["email", "Jefferson.LOVES.Hiking@googlemail.com", "jeffersonloveshiking@googlemail.com"],
    ["email", "cloudy.sanfrancisco+shopping@gmail.com", "cloudysanfrancisco@gmail.com"],
    ["email", "user.name+NYC@Example.com", "user.name+nyc@example.com"],
    ["phone", "1 800 555 0100", "+18005550100"],
    ["phone", "+1 800-555-0100", "+18005550100"],
    ["phone", "(800)555-0100 US", "+18005550100"],
    ["phone", "441134960987", "+441134960987"],
    ["phone", "+44-113-496-0987", "+441134960987"],
    ["first_name", "  GivenName  ", "givenname"],
    ["first_name", "Mrs. Ada", "ada"],
    ["last_name", "Lovelace, Jr.", "lovelace"],
    ["country", " uS ", "US"],
    ["zip", " 1229-076  ", "1229-076"],
  ];
  for (const [field, value, expected] of cases) {
    assert.equal(normalised("google", field, value), expected, `${field} ${value}`);
  }
  assert.match(hashValue("google", "email", "  ALEXZ@example.com  ").hashed!, /^509e9330.*fd8a$/);
  assert.match(hashValue("google", "phone", "1-800-555-0100   ").hashed!, /^fb4f73a6.*7b30$/);
  assert.match(hashValue("google", "last_name", "  FamilyName ").hashed!, /^77762c28.*d574$/);
});

Deno.test("hashValue() puts the country code of its country before a number that has none", () => {
  const cases: readonly (readonly [value: string, country: string, expected: string | null])[] = [
    ["020 7946 0958", "GB", "442079460958"],
    ["+44 (0)20 7946 0958", "US", "442079460958"],
    ["0044 20 7946 0958", "US", "442079460958"],
    ["011 44 20 7946 0958", "US", "442079460958"],
    ["06 12 34 56 78", "FR", "33612345678"],
    ["33612345678", "FR", "33612345678"],
    ["06 698 1234", "IT", "39066981234"],
    ["8 912 345-67-89", "RU", "79123456789"],
    ["309-555-0109 ext. 12", "US", "13095550109"],
    // A trunk prefix is no part of the number, a first 0 that belongs to it is: as libphonenumber-js 1.13.16 has them.
    ["+44 020 7946 0018", "US", "442079460018"],
    ["011 44 020 7946 0018", "US", "442079460018"],
    ["+49 (0)30 123456", "US", "4930123456"],
    ["+39 (0)6 698 12345", "US", "390669812345"],
    ["391 234 5678", "IT", "393912345678"],
    ["+7 (8)495 123-45-67", "US", "74951234567"],
    ["800 555 35 35", "RU", "78005553535"],
    ["701 234 5678", "KZ", "77012345678"],
    ["+36 06 1 234 5678", "US", "3612345678"],
    ["8 612 34567", "LT", "37061234567"],
    ["8 029 491-19-11", "BY", "375294911911"],
    ["07 08 09 10 11", "CI", "2250708091011"],
    ["+242 06 612 3456", "US", "242066123456"],
    ["+1 1 650 555 1212", "GB", "16505551212"],
    ["91234 56789", "IN", "919123456789"],
    ["(030) 123456 DE", "US", "4930123456"],
    ["１６５０５５５１２１２", "US", "16505551212"],
    ["555-1212", "US", null],
    ["1-800-FLOWERS", "US", null],
    ["+1 234 567 890 123 456", "US", null],
  ];
  for (const [value, country, expected] of cases) {
    assert.equal(normalised("meta", "ph", value, country), expected, value);
  }
});

Deno.test("hashValue(), case 26: never hashes nothing, a hash, a gender, or what must stay plain", () => {
  const mark = sha256("john_smith@gmail.com");
  assert.deepEqual(hashValue("meta", "em", mark.toUpperCase()), {
    field: "em",
    normalised: null,
    hashed: mark,
    note: "already a hash: not hashed again",
  });
  for (
    const value of [
      "",
      "  ",
      null,
      sha256(""),
      sha256("m"),
      sha256("F".toLowerCase()),
      "d41d8cd98f00b204e9800998ecf8427e",
    ]
  ) {
    assert.equal(hashValue("meta", "em", value).hashed, null, String(value));
  }
  for (const field of ["ge", "gender", "sex"]) {
    for (const value of ["m", "F", "Male", "x", sha256("m"), sha256("other")]) {
      assert.equal(hashValue("meta", field, value).hashed, null, value);
    }
  }
  // The first name M has the hash of a gender.
  assert.equal(hashValue("meta", "fn", "M").hashed, null);
  for (const field of ["client_ip_address", "client_user_agent", "fbc", "fbp", "lead_id"]) {
    assert.deepEqual(
      [hashValue("meta", field, "fb.1.AbC").normalised, hashValue("meta", field, "fb.1.AbC").hashed],
      ["fb.1.AbC", null],
    );
    assert.equal(hashValue("meta", field, mark).normalised, null);
  }
  for (const field of ["country", "region", "city", "postal_code"]) {
    assert.equal(hashValue("google", field, "US").hashed, null, field);
  }
  assert.equal(hashValue("google", "dob", "1997-02-16").normalised, null);
  assert.equal(hashValue("meta", "diagnosis", "E11").normalised, null);
  assert.equal(hashValue("meta", "__proto__", "x").normalised, null);
});

Deno.test("hashValue(), case 26: Meta's and Google's rules are not mixed up", () => {
  assert.equal(normalised("meta", "email", "a.b+c@gmail.com"), "a.b+c@gmail.com");
  assert.equal(normalised("google", "email", "a.b+c@gmail.com"), "ab@gmail.com");
  assert.notEqual(
    hashValue("meta", "phone", "16505551212").hashed,
    hashValue("google", "phone", "16505551212").hashed,
  );
});

Deno.test("hashValue() refuses what is no date, address or country", () => {
  for (const value of ["1997-02-30", "2/16/97", "0000-00-00", "yesterday", "19971316"]) {
    assert.equal(normalised("meta", "db", value), null, value);
  }
  for (const value of ["quinn", "a@b", "a b@example.com", "@gmail.com", "a@@example.com"]) {
    assert.equal(normalised("meta", "em", value), null, value);
    if (value !== "a b@example.com") assert.equal(normalised("google", "em", value), null, value);
  }
  assert.equal(normalised("google", "em", "...@gmail.com"), null);
  assert.equal(normalised("meta", "country", "Atlantis"), null);
});

Deno.test("hashValue() is the same for composed and decomposed letters, and hashing what it normalised changes nothing", () => {
  assert.equal(
    hashValue("meta", "fn", "Valéry".normalize("NFD")).hashed,
    hashValue("meta", "fn", "Valéry".normalize("NFC")).hashed,
  );
  const fields = ["em", "ph", "fn", "ln", "ge", "db", "ct", "st", "zp", "country", "external_id", "street"];
  const value = fc.oneof(
    fc.string(),
    fc.string({ unit: "grapheme" }),
    fc.emailAddress(),
    fc.stringMatching(/^[+0-9() -]{6,18}$/),
  );
  fc.assert(
    fc.property(
      fc.constantFrom<Platform>("meta", "google"),
      fc.constantFrom(...fields),
      value,
      (platform, field, text) => {
        const first = hashValue(platform, field, text);
        assert.ok(first.hashed === null || /^[0-9a-f]{64}$/.test(first.hashed));
        assert.notEqual(first.hashed, sha256(""));
        if (first.hashed === null || first.normalised === null) return;
        assert.equal(first.hashed, sha256(first.normalised));
        assert.equal(hashValue(platform, field, first.hashed).hashed, first.hashed);
        // A title may hide another ("mr. mr. x"); everything else settles at once.
        if (platform === "meta" && field !== "ph") {
          assert.equal(
            hashValue(platform, field, first.normalised).hashed,
            first.hashed,
          );
        }
      },
    ),
  );
});

Deno.test("hashRows() reads CSV with quotes, delimiters, a byte order mark and short rows", () => {
  const { rows, values } = hashRows(
    "meta",
    '\uFEFFem;fn;"ph"\r\n"A@example.com";"Ma""ry\nAnn";\r\n\r\nb@example.com\n',
  );
  assert.equal(rows, 2);
  assert.deepEqual(values.map(({ row, field, normalised }) => [row, field, normalised]), [
    [2, "em", "a@example.com"],
    [2, "fn", "maryann"],
    [2, "ph", null],
    [3, "em", "b@example.com"],
    [3, "fn", null],
    [3, "ph", null],
  ]);
});

Deno.test("hashRows() takes the country of the record for its phone number", () => {
  const { values } = hashRows(
    "google",
    "Phone Number,Country\n020 7946 0958,United Kingdom\n(650)555-1212,\n",
  );
  assert.deepEqual(values.map(({ normalised }) => normalised), ["+442079460958", "GB", "+16505551212", null]);
});

Deno.test("hashRows() reads records, lines and groups of JSON", () => {
  const em = '{"em":"a@example.com","ge":null}';
  for (const [file, text] of [["a.json", `[${em}]`], ["a.json", em], ["a.ndjson", `${em}\n`]] as const) {
    const { values } = hashRows("meta", text, { file });
    assert.deepEqual(values.map(({ field, normalised }) => [field, normalised]), [["em", "a@example.com"], [
      "ge",
      null,
    ]]);
  }
  const groups =
    '{"meta":[{"field":"em","input":"a@example.com"}],"google":[{"field":"email","input":"b@example.com"}],"notes":["x"]}';
  assert.equal(hashRows("meta", groups, { file: "a.json" }).values[0]!.normalised, "a@example.com");
  assert.equal(hashRows("google", groups, { file: "a.json" }).values[0]!.normalised, "b@example.com");
});

Deno.test("hashRows() takes several values of one field, as Meta's own payloads hold them", () => {
  const { values } = hashRows("meta", '[{"em":["a@example.com","b@example.com"],"ph":{"x":1}}]', {
    file: "a.json",
  });
  assert.deepEqual(values.map(({ field, normalised }) => [field, normalised]), [
    ["em", "a@example.com"],
    ["em", "b@example.com"],
    ["ph", null],
  ]);
  assert.throws(() => hashRows("meta", '[1,"x",null]', { file: "a.json" }), /it holds no records/);
});

Deno.test("hashRows() reads files that name the field in every line", () => {
  for (const header of ["field,input", "Field;Value", "id,field,input"]) {
    const sign = header.includes(";") ? ";" : ",";
    const before = header.startsWith("id") ? `1${sign}` : "";
    const { values } = hashRows(
      "meta",
      `${header}\n${before}em${sign}A@example.com\n${before}fn${sign}Mary\n`,
    );
    assert.deepEqual(values.map(({ row, field, normalised }) => [row, field, normalised]), [
      [2, "em", "a@example.com"],
      [3, "fn", "mary"],
    ]);
  }
});

Deno.test("hashRows() reads the payloads of Meta's Conversions API and Google's Data Manager", () => {
  const told = (platform: Platform, payload: unknown) =>
    hashRows(platform, JSON.stringify(payload), { file: "a.json" }).values.flatMap((
      { row, field, normalised },
    ) => normalised === null ? [] : [[row, field, normalised]]);
  const events = [{ event_name: "Lead", user_data: { em: ["A@example.com"], ph: "650 555 1212" } }, {
    user_data: { fn: "Mary" },
  }];
  assert.deepEqual(told("meta", { data: events }), [
    [1, "em", "a@example.com"],
    [1, "ph", "16505551212"],
    [2, "fn", "mary"],
  ]);
  const userIdentifiers = [{ emailAddress: "a.b@gmail.com" }, { address: { givenName: "Mary" } }];
  assert.deepEqual(told("google", { userData: { userIdentifiers } }), [
    [1, "emailAddress", "ab@gmail.com"],
    [2, "givenName", "mary"],
  ]);
  // Fields beside a list of something else are not lost.
  assert.deepEqual(told("meta", { email: "a@example.com", orders: [{ sum: 3 }] }), [[
    1,
    "email",
    "a@example.com",
  ]]);
});

Deno.test("hashRows() refuses a file without rows or known fields, and names none of its values", () => {
  assert.throws(() => hashRows("meta", "em,ph\n"), /it has a header and no rows/);
  assert.throws(() => hashRows("meta", "emial,x\na@example.com,1\n"), /Did you mean "email"\?/);
  assert.throws(() => hashRows("google", "jane@example.com\njim@example.com\n"), (error: Error) => {
    assert.match(error.message, /it names no field that Google may be given. Begin it with a header/);
    return !error.message.includes("jane");
  });
});

Deno.test("hashRows() refuses what it cannot read, without showing it", () => {
  for (
    const [text, file] of [["", "a.csv"], ['em\n"jane@example.com', "a.csv"], [
      "{jane@example.com",
      "a.json",
    ]] as const
  ) {
    assert.throws(() => hashRows("meta", text, { file }), (error: Error) => {
      assert.match(error.message, /^Cannot (hash|read) "a\./);
      assert.ok(!error.message.includes("jane"));
      return true;
    });
  }
});

const shared = "../shared/data/expected/hashing_vectors.json";
const absent = await Deno.stat(shared).then(() => false, () => true);
Deno.test({
  name: "hashRows() gives the shared vectors (skipped without ../shared)",
  ignore: absent,
  fn: async () => {
    const text = await Deno.readTextFile(shared);
    const vectors = JSON.parse(text);
    const expect = (platform: Platform, group: string) => {
      const { values } = hashRows(platform, text, { file: shared });
      assert.deepEqual(
        values.map(({ field, normalised, hashed }) => ({ field, normalized: normalised, sha256: hashed })),
        vectors[group].map(({ field, normalized, sha256 }: Record<string, string>) => ({
          field,
          normalized,
          sha256,
        })),
      );
    };
    expect("meta", "meta");
    expect("google", "google_normalisation_published_hash_computed_here");
  },
});
