import { strict as assert } from "node:assert";
import type { Group } from "../segments/mod.ts";
import { type Row, testWorkspace } from "../segments/_workspace_for_tests.ts";
import { reach } from "./reach.ts";
import type { ReachResult } from "./result.ts";

/** Who of `people` is reachable, by channel: one group a person. */
async function reachable(
  people: readonly Row[],
  consent: readonly Row[] | undefined,
): Promise<{ readonly result: ReachResult; readonly of: (person: string) => string }> {
  const workspace = await testWorkspace({
    tables: { people, ...(consent && { consent }) },
    types: { "people.deceased": "boolean" },
  });
  const keys = people.map(({ person }) => String(person)).sort();
  const groups = keys.map((id, i): Group => {
    const members = new Uint8Array(keys.length);
    members[i] = 1;
    return { id, name: id, kind: "segment", members, size: 1 };
  });
  const result = await reach(workspace, groups);
  await workspace.close();
  return {
    result,
    of: (person) => {
      const { byChannel } = result.groups.find(({ group }) => group === person)!;
      return result.channels.filter((_, i) => byChannel[i] === 1).join(" ");
    },
  };
}

const said = (person: string, channel: string, decision: string, day: string, more: Row = {}): Row => ({
  person,
  channel,
  decision,
  at: day.includes("T") ? day : `2026-0${day}T12:00:00Z`,
  ...more,
});
const someone = (person: string, more: Row = {}): Row => ({
  person,
  email: `${person}@example.org`,
  phone: "+1 (555) 010-0000",
  ...more,
});

Deno.test("reach() reads permission from the latest decision, case by case", async () => {
  const cases: Record<string, readonly Row[]> = {
    granted: [said("granted", "email", "grant", "1-05")],
    revoked: [said("revoked", "email", "grant", "1-05"), said("revoked", "email", "deny", "2-05")],
    again: [said("again", "email", "deny", "1-05"), said("again", "email", "grant", "2-05")],
    tie: [said("tie", "email", "grant", "1-05"), said("tie", "email", "deny", "1-05")],
    silent: [said("silent", "push", "grant", "1-05")],
    future: [said("future", "email", "grant", "7-05")],
    futuredeny: [said("futuredeny", "email", "grant", "1-05"), said("futuredeny", "email", "deny", "7-05")],
    lastsecond: [said("lastsecond", "email", "grant", "2026-06-30T23:59:59Z")],
    expired: [said("expired", "email", "grant", "1-05", { expires: "2026-06-30T23:59:59Z" })],
    unexpired: [said("unexpired", "email", "grant", "1-05", { expires: "2026-07-01T00:00:00Z" })],
    lapsed: [
      said("lapsed", "email", "grant", "1-05"),
      said("lapsed", "email", "grant", "2-05", { expires: "2026-03-01T00:00:00Z" }),
    ],
    treatment: [said("treatment", "email", "grant", "1-05", { purpose: "treatment" })],
    otherdeny: [
      said("otherdeny", "email", "grant", "1-05", { purpose: "marketing" }),
      said("otherdeny", "email", "deny", "2-05", { purpose: "operations" }),
    ],
    anypurpose: [
      said("anypurpose", "email", "grant", "1-05"),
      said("anypurpose", "email", "deny", "2-05", { purpose: "all" }),
    ],
    wrongword: [said("wrongword", "email", "grant", "1-05"), said("wrongword", "email", "perhaps", "2-05")],
    loud: [said("loud", " EMAIL ", "Grant", "1-05", { purpose: "Marketing" })],
    global: [said("global", "email", "grant", "3-05"), said("global", "all", "deny", "1-05")],
    lifted: [
      said("lifted", "email", "grant", "1-05"),
      said("lifted", "all", "deny", "2-05"),
      said("lifted", "any", "grant", "3-05"),
    ],
    globaltie: [
      said("globaltie", "email", "grant", "1-05"),
      said("globaltie", "all", "deny", "2-05"),
      said("globaltie", "any", "grant", "2-05"),
    ],
    liftlapsed: [
      said("liftlapsed", "email", "grant", "1-05"),
      said("liftlapsed", "all", "deny", "2-05"),
      said("liftlapsed", "all", "grant", "3-05", { expires: "2026-04-01T00:00:00Z" }),
    ],
    onlyall: [said("onlyall", "all", "grant", "1-05")],
    texts: [said("texts", "sms", "grant", "1-05"), said("texts", "phone", "deny", "1-05")],
    both: [said("both", "email", "grant", "1-05"), said("both", "sms", "grant", "1-05")],
    unheard: [],
  };
  const expected: Record<string, string> = {
    granted: "email",
    again: "email",
    futuredeny: "email",
    lastsecond: "email",
    unexpired: "email",
    otherdeny: "email",
    loud: "email",
    lifted: "email",
    texts: "sms",
    both: "email sms",
  };
  const { of, result } = await reachable(
    Object.keys(cases).map((one) => someone(one)),
    Object.values(cases).flat(),
  );
  assert.deepEqual(result.channels, ["email", "sms", "phone"]);
  for (const one of Object.keys(cases)) assert.equal(of(one), expected[one] ?? "", one);
  assert.deepEqual(result.warnings, []);
});

Deno.test("reach() needs a usable address, and a living person", async () => {
  const people = [
    someone("a"),
    someone("b", { email: "nobody" }),
    someone("c", { email: "two@@example.org" }),
    someone("d", { email: "a b@example.org" }),
    someone("e", { email: null, phone: "555-0100" }),
    someone("f", { email: " f.g+tag@mail.example.co.uk ", phone: "5550100000" }),
    someone("g", { deceased: true }),
    someone("h", { email: "h@localhost", address: "1 River Road" }),
    someone("i", { email: "josé@exámple.org", address: "  " }),
  ];
  const consent = people.flatMap(({ person }) =>
    ["email", "phone", "mail"].map((channel) => said(String(person), channel, "grant", "1-05"))
  );
  const { of, result } = await reachable(people, consent);
  assert.deepEqual(result.channels, ["email", "sms", "phone", "mail"]);
  assert.deepEqual(people.map(({ person }) => of(String(person))), [
    "email phone",
    "phone",
    "phone",
    "phone",
    "",
    "email phone",
    "",
    "phone mail",
    "email phone",
  ]);
});

Deno.test("reach() counts a person once however many ways lead to them, in groups that overlap", async () => {
  const workspace = await testWorkspace({
    tables: {
      people: [someone("a"), someone("b"), someone("c")],
      consent: [
        said("a", "email", "grant", "1-05"),
        said("a", "sms", "grant", "1-05"),
        said("b", "sms", "grant", "1-05"),
      ],
    },
  });
  const members = [Uint8Array.of(1, 1, 0), Uint8Array.of(0, 1, 1), Uint8Array.of(1, 1, 1)];
  const groups = members.map((of, i): Group => ({
    id: `g${i}`,
    name: "",
    kind: "segment",
    members: of,
    size: of.reduce((a, b) => a + b, 0),
  }));
  const result = await reach(workspace, groups);
  assert.deepEqual(result.groups.map(({ people, any, byChannel }) => [people, any, ...byChannel]), [
    [2, 2, 1, 2, 0],
    [2, 1, 0, 1, 0],
    [3, 2, 1, 2, 0],
  ]);
  await workspace.close();
});

Deno.test("reach() without a consent log reaches nobody and says so", async () => {
  const { result, of } = await reachable([someone("a")], undefined);
  assert.equal(of("a"), "");
  assert.equal(result.groups[0]!.any, 0);
  assert.match(
    result.warnings[0]!,
    /^There is no consent log, so none of the people may be counted as reachable/,
  );
});

Deno.test("reach() warns of channels without addresses and of unknown channels, and never quotes the data", async () => {
  const { result } = await reachable([{ person: "a" }], [
    said("a", "email", "grant", "1-05"),
    said("a", "jane@example.org", "grant", "1-05"),
  ]);
  assert.deepEqual(result.channels, ["email"]);
  assert.equal(result.groups[0]!.any, 0);
  assert.equal(result.warnings.length, 2);
  assert.ok(!result.warnings.join().includes("jane"));
});
