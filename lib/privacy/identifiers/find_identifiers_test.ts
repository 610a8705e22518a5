/** Case numbers are those of research/privacy.md, §8. */
import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { isCard, isDea, isIban, isVin, luhn } from "./_check_digits.ts";
import { findIdentifiers } from "./find_identifiers.ts";
import { isNpi } from "./is_npi.ts";
import { revealsHealth } from "./reveals_health.ts";

const found = (text: string) =>
  findIdentifiers(text).map(({ category, from, to }) => `${category}:${text.slice(from, to)}`);
const kinds = (text: string) => [...new Set(findIdentifiers(text).map(({ category }) => category))].join();

const vectors = new URL("../../../../shared/data/expected/identifiers_and_signals.json", import.meta.url);
const present = existsSync(vectors);

Deno.test({
  name: `isNpi() agrees with published vectors${present ? "" : " (skipped: they are absent)"}`,
  ignore: !present,
  fn: () => {
    const { npi } = JSON.parse(Deno.readTextFileSync(vectors)) as { npi: { npi: string; valid: boolean }[] };
    for (const { npi: one, valid } of npi) assert.equal(isNpi(one), valid, one);
  },
});

Deno.test("check digits: published examples of cards, vehicles, IBAN, DEA numbers", () => {
  // Card networks' test numbers; the VIN of 49 CFR 565's Wikipedia example; ISO 13616's example.
  for (const card of ["4111111111111111", "378282246310005", "5555555555554444", "6011111111111117"]) {
    assert.ok(isCard(card), card);
  }
  assert.ok(!isCard("4111111111111112") && !isCard("0000000000000000"));
  assert.ok(isVin("1M8GDM9AXKP042788") && !isVin("1M8GDM9A0KP042788") && !isVin("11111111111111111"));
  assert.ok(isIban("GB82WEST12345698765432") && !isIban("GB83WEST12345698765432"));
  assert.ok(isDea("AB1234563") && !isDea("AB1234564"));
  assert.ok(luhn("490154203237518"));
});

Deno.test("case 4: Social Security numbers by their ranges", () => {
  for (
    const text of ["536-22-1234", "SSN 536221234", "ssn: 536 22 1234", "078-05-1120", '"ssn":"536-22-1234"']
  ) {
    assert.equal(kinds(text), "ssn", text);
  }
  const never = [
    "000-12-3456",
    "666-12-3456",
    "900-12-3456",
    "999-99-9999",
    "536-00-1234",
    "536-22-0000",
    "1536-22-1234",
  ];
  for (const text of never) assert.equal(kinds(`SSN ${text}`), "", text);
});

Deno.test("case 4: phone, fax, e-mail, record numbers, birth dates in notes", () => {
  for (
    const phone of [
      "(309) 555-0109",
      "309-555-0109",
      "309.555.0109",
      "309 555 0109",
      "+1 309 555 0109",
      "+13095550109",
      "1-309-555-0109",
      "+44 20 7946 0958",
    ]
  ) assert.deepEqual(found(`Call ${phone} after five`), [`phone:${phone}`]);
  assert.equal(kinds("phone: 3095550109"), "phone");
  assert.equal(kinds("Fax (309) 555-0110"), "fax");
  assert.deepEqual(found("Write to Jo.O'Neil+tag@mail.example.org."), [
    "email:Jo.O'Neil+tag@mail.example.org",
  ]);
  for (
    const text of [
      "MRN: 1234567",
      "MRN1234567",
      "mrn=00123456",
      "Medical record number AB-123456",
      "mrn is 44551",
    ]
  ) {
    assert.equal(kinds(text), "mrn", text);
  }
  for (
    const text of [
      "DOB 03/14/1962",
      "DOB: March 14, 1962",
      "date of birth: 14 March 1962",
      "born 1962-03-14",
      '{"birthDate":"1962-03-14"}',
      "d.o.b. 3/14/62",
    ]
  ) assert.equal(kinds(text), "date-of-birth", text);
  assert.equal(kinds("Member ID: XYZ123456789"), "member");
  assert.equal(kinds("1EG4-TE5-MK73"), "member");
  assert.equal(kinds("account number 00123456"), "account");
  assert.equal(kinds("4111 1111 1111 1111"), "account");
  assert.equal(kinds("license no. A1234567, DEA AB1234563"), "licence");
  assert.equal(kinds("license plate ABC-1234; VIN 1M8GDM9AXKP042788"), "vehicle");
  assert.equal(kinds("00:1B:44:11:3A:B7 and IMEI 490154203237518"), "device");
  assert.equal(kinds("203.0.113.9 and 2001:db8::1:ff"), "ip");
  assert.equal(kinds("12 Main Street, P.O. Box 12"), "address");
  assert.equal(kinds("Davenport, IA 52801; 52801-1234"), "zip");
});

Deno.test("case 4: in path, query and fragment, doubly percent-encoded, Base64, entities", () => {
  const site = "https://clinic.example.org";
  assert.equal(kinds(`${site}/p/536-22-1234`), "ssn");
  assert.equal(kinds(`${site}/#mrn=1234567`), "mrn");
  assert.equal(kinds(`${site}/?utm_content=jo%40example.org`), "email");
  assert.equal(kinds(`${site}/?next=%252Fme%253Fe%253Djo%252540example.org`), "email");
  assert.equal(kinds(`${site}/?q=${btoa("jo.smith@example.org")}`), "email");
  assert.equal(kinds(`${site}/?q=${encodeURIComponent(btoa("SSN 536-22-1234!"))}`), "ssn");
  assert.equal(kinds("jo&#64;example.org"), "email");
  assert.equal(kinds("%FF%E0 jo%E9@"), "");
});

Deno.test("case 9: ages over 89, not 89 and not the pooled group", () => {
  for (const text of ["94-year-old man", "aged 90", "age: 105", "92 yo", "99 years old"]) {
    assert.equal(kinds(text), "age-over-89", text);
  }
  for (const text of ["age 89", "aged 40", "age 90+", "90 or older", "age: 90 or older", "95% of"]) {
    assert.equal(kinds(text), "", text);
  }
});

Deno.test("case 8: relatives and employers", () => {
  assert.deepEqual(found("his wife Mary Jones drives; Mother: Ana O'Neil"), [
    "name:Mary Jones",
    "name:Ana O'Neil",
  ]);
  assert.deepEqual(found("Employer: Prairie Works"), ["name:Prairie Works"]);
});

Deno.test("case 32: an NPI by its check digit, where it is not a bare cell", () => {
  assert.equal(kinds("NPI 1234567893"), "npi");
  assert.equal(kinds("seen by 1234567893 twice"), "npi");
  assert.equal(kinds("NPI 1234567898"), "");
  assert.equal(kinds('{"at":1617181723,"n":1234567893}'), "");
});

Deno.test("case 4: phone numbers nobody can have, yet people write", () => {
  for (
    const text of ["555-123-4567", "(555) 123-4567", "555.123.4567", "call 555 123 4567", "tel: 5551234567"]
  ) {
    assert.equal(kinds(text), "phone", text);
  }
  assert.equal(kinds("rows 555 123 4567"), "");
});

Deno.test("findIdentifiers() leaves alone what only looks like one", () => {
  for (
    const text of [
      "deno@2.9.6 and @duckdb/node-api@1.5.5-r.5",
      "icon@2x.png",
      "M 234 567 8901 L 12 44",
      "a::before { margin: 0 }",
      "12:30:45",
      "2026-10-31T12:00:00Z",
      "4,785,787 people",
      "0.2345678901",
      "3f2a9c0e5d7b4a1988776655443322110f0e0d0c",
      "127.0.0.1",
      "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ]
  ) assert.deepEqual(found(text), [], text);
});

Deno.test("case 5: names and addresses that say what somebody has", () => {
  for (
    const text of [
      "diabetes_quiz_done",
      "viewedHivPrep",
      "/services/oncology/book",
      "Knee replacement leads",
      "hip-replacement",
      "audience: arthritis Q3.csv",
      "/?dept=behavioral%20health",
    ]
  ) assert.ok(revealsHealth(text), text);
  for (const text of ["lead_submit", "page_view", "chronicle", "still standing", "columns", "delivery"]) {
    assert.ok(!revealsHealth(text), text);
  }
});

Deno.test("case 35: hostile text does not make it slow", () => {
  for (const piece of ["a", "1", "1-", "%40", "a@", "1 ", "Patient ", "=", "::", "&#64;", "aA1/", "John "]) {
    const started = performance.now();
    findIdentifiers(piece.repeat(200_000 / piece.length));
    assert.ok(performance.now() - started < 4000, `${piece}: ${performance.now() - started}`);
  }
});

Deno.test("findIdentifiers() finds parts in order, without overlap, in any text", () => {
  const pieces = fc.constantFrom(
    "536-22-1234",
    "jo@example.org",
    " ",
    "x",
    "%40",
    "309-555-0109",
    "MRN: ",
    "1234567",
    "\n",
  );
  fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }), (parts) => {
    const text = parts.join("");
    let at = 0;
    for (const { from, to, written } of findIdentifiers(text)) {
      assert.ok(from < to && to <= text.length);
      if (written === "encoded") continue;
      assert.ok(from >= at);
      at = Math.max(at, to);
    }
  }));
});

Deno.test("numbers of people in the cells of a table are found, coordinates are not", () => {
  assert.deepEqual(found("41,309-555-0109,12"), ["phone:309-555-0109"]);
  assert.deepEqual(found("41,536-22-1234,12"), ["ssn:536-22-1234"]);
  assert.deepEqual(found("12 309 555 0109 44"), []);
  assert.deepEqual(found("x, 309 555 0109."), ["phone:309 555 0109"]);
});

Deno.test("case 4: Base64 in a path and in a token of three parts, numbers without signs between them", () => {
  const inside = btoa('{"email":"jo@example.org"}').replace(/=+$/, "");
  assert.equal(kinds(`https://x.example.org/p/${btoa("jo.smith@example.org")}/a`), "email");
  assert.equal(kinds(`Bearer eyJhbGciOiJIUzI1NiJ9.${inside}.c2lnbmF0dXJl`), "email");
  assert.equal(kinds("reach her at 3095550109."), "phone");
  assert.equal(kinds("3095550109,4785787123"), "");
  assert.equal(kinds("it is 536 22 1234, she says"), "ssn");
  assert.equal(kinds("12 536 22 1234 88"), "");
  assert.equal(kinds("Visit on 03/14/2024; acct 00123456"), "date,account");
  assert.equal(kinds("version 10.4.2.1, v1.2.3.4, release 4.3.2.1"), "");
});
