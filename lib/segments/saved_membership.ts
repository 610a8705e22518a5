import { createHash } from "node:crypto";
import { InputError } from "../workspace/mod.ts";

/**
 * Who was in which group on an earlier day, kept to say later who moved. It holds people: it stays in the workspace,
 * and is never published. A person stands in it under a mark made for this one file (`personMarks`), so that two such
 * files cannot be joined without the people's keys.
 */
export interface SavedMembership {
  /** The day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Group ids: segments, "none" and "unknown". */
  readonly groups: readonly string[];
  /** Sets of groups that occur, as places in `groups`. */
  readonly sets: readonly (readonly number[])[];
  /** Marks of everybody in any group, ascending. */
  readonly marks: BigInt64Array;
  /** Place in `sets` of each of them. */
  readonly places: Uint16Array;
}

const magic = "TRELLIS membership 1\n";

/** A saved membership as bytes: a line that says what it is, a header in JSON, marks, places, and a checksum. */
export function encodeMembership({ asOf, groups, sets, marks, places }: SavedMembership): Uint8Array {
  const header = new TextEncoder().encode(
    `${magic}${JSON.stringify({ asOf, groups, sets, people: marks.length })}\n`,
  );
  const body = new Uint8Array(header.length + marks.length * 10);
  body.set(header);
  const view = new DataView(body.buffer);
  let at = header.length;
  for (const mark of marks) {
    view.setBigInt64(at, mark, true);
    at += 8;
  }
  for (const place of places) {
    view.setUint16(at, place, true);
    at += 2;
  }
  const bytes = new Uint8Array(body.length + 32);
  bytes.set(body);
  bytes.set(createHash("sha256").update(body).digest(), body.length);
  return bytes;
}

/**
 * Reads what {@linkcode encodeMembership} wrote.
 *
 * @param file How to name the file in messages.
 * @throws {InputError} It is something else, of another version, or damaged.
 */
export function decodeMembership(bytes: Uint8Array, file: string): SavedMembership {
  const refuse = (why: string) =>
    new InputError(`Cannot read "${file}": ${why}. Remove it, or restore it from a copy.`);
  const head = new TextDecoder().decode(bytes.subarray(0, magic.length));
  if (head !== magic) throw refuse("it is not a saved membership of this version of Trellis");
  const body = bytes.subarray(0, -32);
  const sum = createHash("sha256").update(body).digest();
  if (!sum.every((byte, i) => byte === bytes[body.length + i])) throw refuse("it is cut short or damaged");
  const end = bytes.indexOf(10, magic.length);
  const { asOf, groups, sets, people } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(magic.length, end)),
  );
  const view = new DataView(body.buffer, body.byteOffset + end + 1);
  const marks = new BigInt64Array(people);
  const places = new Uint16Array(people);
  for (let i = 0; i < people; i++) {
    marks[i] = view.getBigInt64(8 * i, true);
    places[i] = view.getUint16(8 * people + 2 * i, true);
  }
  return { asOf, groups, sets, marks, places };
}
