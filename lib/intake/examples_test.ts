/** The workspace definitions under data/examples, and Synthea's CSV export, against the real files. */
import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { id, join, literal, sql } from "../engine/mod.ts";
import type { Workspace } from "../workspace/mod.ts";
import { brief, withFolder } from "./_folder_for_tests.ts";
import { unzip } from "./_unzip_for_tests.ts";
import { openWorkspace } from "./open_workspace.ts";

const root = new URL("../../", import.meta.url);
const shared = new URL("../shared/data/", root).pathname;
const examples = new URL("data/examples/", root).pathname;

/** A test that needs a real file, and says that it is skipped where the file is absent. */
function onRealData(name: string, file: string, test: () => Promise<void>): void {
  const present = existsSync(`${shared}${file}`);
  Deno.test({ name: present ? name : `${name} (skipped: ${file} is absent)`, ignore: !present, fn: test });
}

const count = async ({ engine }: Workspace, where: ReturnType<typeof sql>) =>
  (await engine.rows<{ n: number }>(sql`select count(*) as n from ${where}`))[0]!.n;

onRealData(
  "diabetes: people are patients, 71,518 of 101,766 encounters",
  "segments/dataset_diabetes.zip",
  () =>
    withFolder({}, async (folder) => {
      const csv = await unzip(`${shared}segments/dataset_diabetes.zip`, "diabetic_data.csv");
      await Deno.writeFile(`${folder}/diabetic_data.csv`, csv);
      const workspace = await openWorkspace(`${examples}diabetes`, { data: folder });
      assert.equal(workspace.people, 71_518);
      assert.deepEqual(workspace.inputs.map(({ rowsRead, rowsKept, bytes }) => [rowsRead, rowsKept, bytes]), [
        [101_766, 71_518, 19_159_383],
      ]);
      assert.deepEqual(workspace.quality.problems, []);
      assert.deepEqual(workspace.quality.gate, { passed: true, reasons: [] });
      // The same counts by awk over the raw file: lowest encounter_id of each patient.
      const readmitted = await workspace.engine.rows<{ value: string; n: number }>(
        sql`select readmitted as value, count(*) as n from people group by value order by value`,
      );
      assert.deepEqual(readmitted.map(({ value, n }) => [value, n]), [
        ["later", 22_240],
        ["no", 42_985],
        ["within 30 days", 6_293],
      ]);
      // Codes of death and hospice; Strack et al. (2014) leave them out.
      const gone = join(["11", "13", "14", "19", "20", "21"].map(literal));
      assert.equal(
        await count(workspace, sql`people where discharge_disposition_id not in (${gone})`),
        69_973,
      );
      const field = (name: string) => workspace.quality.fields.find((one) => one.field === name)!;
      assert.equal(field("weight").verdict, "unusable");
      assert.equal(field("max_glu_serum").complete, 1);
      assert.equal(field("age_band").distinct, 10);
      await workspace.close();
    }),
);

onRealData(
  "ecom: 31,106 clicks of 600 visitors, people and events from one file",
  "journeys/ecom.csv.gz",
  async () => {
    const workspace = await openWorkspace(`${examples}ecom`, { data: `${shared}journeys` });
    assert.equal(workspace.people, 600);
    assert.equal(workspace.tables.get("events")!.rows, 31_106);
    assert.deepEqual(workspace.quality.problems, []);
    const channels = await workspace.engine.rows<{ value: string; n: number }>(
      sql`select acquisition_channel as value, count(*) as n from people group by value order by value`,
    );
    assert.deepEqual(channels.map(({ value, n }) => [value, n]), [
      ["direct", 30],
      ["email", 95],
      ["organic", 219],
      ["paid_search", 169],
      ["social", 87],
    ]);
    const [buyers] = await workspace.engine.rows<{ n: number }>(
      sql`select count(distinct pid) as n from events where event = 'purchase'`,
    );
    assert.equal(buyers!.n, 328);
    assert.equal(workspace.inputs[0]!.sha256, workspace.inputs[1]!.sha256);
    await workspace.close();
  },
);

onRealData(
  "hospitals: 5,421 accounts, ids with leading zeros, 2,552 ratings missing and none 0",
  "health/cms/Hospital_General_Information.csv",
  async () => {
    const workspace = await openWorkspace(`${examples}hospitals`, { data: `${shared}health/cms` });
    assert.equal(workspace.people, 5_421);
    assert.equal(workspace.config.counted.many, "hospitals");
    assert.equal(await count(workspace, sql`accounts where rating is null`), 2_552);
    assert.equal(await count(workspace, sql`accounts where rating = 0`), 0);
    assert.equal(await count(workspace, sql`accounts where rating >= 4`), 765 + 289);
    assert.equal(await count(workspace, sql`accounts where emergency`), 2_328 + 2_177);
    const [first] = await workspace.engine.rows(sql`select person, account from people where pid = 0`);
    assert.deepEqual({ ...first }, { person: "010001", account: "010001" });
    assert.equal(await count(workspace, sql`accounts where not regexp_full_match(account, '\\d+')`), 164);
    assert.deepEqual(workspace.quality.problems, []);
    await workspace.close();
  },
);

onRealData(
  "Synthea: patients, encounters, conditions and payers, mapped by columns",
  "health/synthea_csv",
  () =>
    withFolder({
      "workspace.yaml": `name: Synthea
timeZone: America/Chicago
asOf: 2023-12-31
sources:
  people:
    file: patients.csv
    columns: { person: Id, sex: GENDER, birth_date: BIRTHDATE, died: DEATHDATE }
    values: { sex: { F: female, M: male } }
  appointments:
    file: encounters.csv
    columns: { appointment: Id, person: PATIENT, at: START, status: CODE, service_line: ENCOUNTERCLASS }
  conditions:
    file: conditions.csv
    columns: { person: PATIENT, condition: DESCRIPTION, at: START, until: STOP }
  accounts:
    file: payers.csv
    columns: { account: Id, type: OWNERSHIP }
  facilities:
    file: organizations.csv
    columns: { facility: Id, latitude: LAT, longitude: LON }
`,
    }, async (folder) => {
      const workspace = await openWorkspace(folder, { data: `${shared}health/synthea_csv` });
      assert.equal(workspace.people, 111);
      assert.deepEqual([...workspace.tables].map(([table, { rows }]) => `${table} ${rows}`), [
        "accounts 10",
        "people 111",
        "appointments 7584",
        "conditions 4428",
        "facilities 215",
      ]);
      assert.equal(await count(workspace, sql`people where sex = 'female'`), 69);
      assert.equal(await count(workspace, sql`people where died is not null`), 11);
      // Seven patients have the postal code 00000; nine digits are cut to five.
      assert.equal(await count(workspace, sql`people where zip = '00000' and zip3 = '000'`), 7);
      assert.equal(await count(workspace, sql`facilities where length(zip) <> 5`), 0);
      assert.equal(await count(workspace, sql`conditions where ${id("condition")} like '%(disorder)'`), 530);
      // The file's times say Z, so the workspace's time zone does not move them.
      assert.equal(
        await count(workspace, sql`appointments where ${id("at")} = timestamp '2022-07-20 07:13:55'`),
        1,
      );
      const died = workspace.tables.get("people")!.fields.find(({ name }) => name === "died")!;
      assert.equal(died.type, "date");
      assert.deepEqual(brief(workspace.quality), []);
      await workspace.close();
    }),
);
