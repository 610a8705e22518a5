/** What a field holds, after intake. `instant` is a UTC time, `date` a calendar day. */
export type FieldType = "text" | "number" | "boolean" | "date" | "instant";

/** The canonical tables of a workspace. */
export type TableName =
  | "people"
  | "accounts"
  | "events"
  | "appointments"
  | "conditions"
  | "campaigns"
  | "spend"
  | "content"
  | "consent"
  | "surveys"
  | "facilities";

/** A field Trellis knows by name. Sources may carry any others; those keep their own names and stay usable. */
export interface FieldSpec {
  /** What it holds. */
  readonly type: FieldType;
  /** A row without it is left out and reported. */
  readonly required?: true;
  /** Of a required column: a row without its value stays, for what else it says matters; whether it is a problem. */
  readonly mayBeEmpty?: "quietly" | "reported";
  /** What it means, in a few words. */
  readonly about: string;
}

/** A canonical table: its key, and the fields Trellis knows. */
export interface TableSpec {
  /** What it means, in a few words. */
  readonly about: string;
  /** The column that names a row uniquely; a second row with the same key is reported and left out. */
  readonly key?: string;
  /** By name. */
  readonly fields: Readonly<Record<string, FieldSpec>>;
}

const text = (about: string): FieldSpec => ({ type: "text", about });
const person: FieldSpec = { type: "text", required: true, about: "who: the person's key, as in people" };

/**
 * Every canonical table and its known fields.
 *
 * In the database, tables about people carry `pid`, the person's dense number (0 to people − 1, in order of the
 * key), instead of relying on the text key; `events` also carries `seq`, its row order in the source.
 */
export const tables: Readonly<Record<TableName, TableSpec>> = {
  people: {
    about:
      "one row a person, whoever they are: patient, caregiver, clinician, administrator, payer, employer",
    key: "person",
    fields: {
      person: { type: "text", required: true, about: "the person's key" },
      role: text("patient, caregiver, clinician, administrator, payer, employer, …"),
      lifecycle: text("lead, evaluating, customer, new, in treatment, maintenance, …"),
      birth_date: { type: "date", about: "date of birth; age is worked out at the as-of date" },
      birth_year: { type: "number", about: "year of birth, where the date is not known" },
      age: {
        type: "number",
        about: "age in years at the as-of date; worked out from birth_date where given",
      },
      sex: text("as recorded"),
      language: text("preferred language"),
      state: text("state or region"),
      zip: text("postal code, as text"),
      zip3: text("first three digits of the postal code; worked out from zip where given"),
      title: text("job title"),
      account: text("the account the person works for, as in accounts"),
      email: text("e-mail address"),
      phone: text("phone number"),
      address: text("postal address"),
      first_seen: { type: "date", about: "when the person became known" },
      deceased: { type: "boolean", about: "known to have died" },
      do_not_contact: { type: "boolean", about: "asked not to be contacted at all" },
      hard_bounce: {
        type: "boolean",
        about: "the e-mail address does not exist: letters came back for good",
      },
      complaint: { type: "boolean", about: "reported an e-mail as unwanted" },
      employee: { type: "boolean", about: "works for the organisation that sends" },
    },
  },
  accounts: {
    about: "organisations: hospitals, practices, payers, employers",
    key: "account",
    fields: {
      account: { type: "text", required: true, about: "the account's key" },
      name: text("its name"),
      type: text("facility or organisation type"),
      ownership: text("public, private, …"),
      size: { type: "number", about: "beds, employees or members" },
      state: text("state or region"),
    },
  },
  events: {
    about: "what people did and when: page views, form steps, messages, calls",
    fields: {
      person,
      at: { type: "instant", required: true, about: "when it happened" },
      event: { type: "text", required: true, about: "what happened" },
      topic: text("topic of the page or message"),
      stage: text("journey stage of the page or message"),
      channel: text("web, email, sms, phone, …"),
      campaign: text("the campaign it belongs to"),
      content: text("the page or asset, as in content"),
      session: text("visit the event belongs to"),
    },
  },
  appointments: {
    about: "visits booked, kept, missed, cancelled",
    key: "appointment",
    fields: {
      appointment: { type: "text", required: true, about: "the appointment's key" },
      person,
      booked_at: { type: "instant", about: "when it was booked" },
      at: { type: "instant", required: true, about: "when it takes place" },
      status: { type: "text", required: true, about: "booked, kept, no_show, cancelled" },
      service_line: text("service line"),
      facility: text("facility, as in facilities"),
    },
  },
  conditions: {
    about: "diagnoses and findings",
    fields: {
      person,
      condition: { type: "text", required: true, about: "code or name" },
      at: { type: "date", about: "first noted" },
      until: { type: "date", about: "resolved" },
      status: text("active, resolved, …"),
    },
  },
  campaigns: {
    about: "campaigns",
    key: "campaign",
    fields: {
      campaign: { type: "text", required: true, about: "the campaign's key" },
      name: text("its name"),
      channel: text("email, sms, search, social, …"),
      starts: { type: "date", about: "first day" },
      ends: { type: "date", about: "last day" },
    },
  },
  spend: {
    about: "money spent, by campaign and day",
    fields: {
      campaign: { type: "text", required: true, about: "the campaign, as in campaigns" },
      date: { type: "date", required: true, about: "day" },
      amount: { type: "number", required: true, about: "money spent" },
    },
  },
  content: {
    about: "the content catalogue: pages and assets",
    key: "content",
    fields: {
      content: { type: "text", required: true, about: "the page's or asset's key" },
      title: text("title"),
      topic: text("topic"),
      stage: text("journey stage"),
      audience: text("role it is written for"),
      reviewed: { type: "date", about: "date of the last medical review" },
      author: text("who wrote it"),
      reviewer: text("who reviewed it; not the author"),
      review_due: { type: "date", about: "last day the review holds" },
      edited: { type: "date", about: "date of the last change of its text" },
      text: text("hash of its text"),
      approved_text: text("hash of the text that was reviewed"),
    },
  },
  consent: {
    about:
      "the consent log: one row a decision, never overwritten; or FHIR Consent resources (NDJSON or JSON)",
    fields: {
      person,
      channel: {
        ...{ type: "text", required: true, mayBeEmpty: "quietly" },
        about: "email, sms, phone, mail, push, ads; a refusal without one is for all",
      },
      purpose: text("marketing, treatment, operations, …; empty means marketing"),
      decision: {
        ...{ type: "text", required: true, mayBeEmpty: "reported" },
        about: "grant or deny; signal for a row of gpc, gpp or tcf; everything else denies",
      },
      at: {
        ...{ type: "instant", required: true, mayBeEmpty: "reported" },
        about: "when it was said; a refusal without a moment counts from the as-of day on",
      },
      expires: { type: "instant", about: "when it ends by itself" },
      revoked: { type: "instant", about: "when it was taken back" },
      group: text("the subscription group it is about, such as a newsletter; empty: the whole channel"),
      jurisdiction: text("the law it was asked under, such as US-WA; empty: any"),
      said_by: text("who said it; empty or self: the person. A grant by anybody else permits nothing"),
      remuneration_stated: {
        type: "boolean",
        about: "the authorisation says that somebody else pays for the message",
      },
      evidence: text("where the proof is: a form, a recording"),
      notice: text("version of the notice that was shown"),
      gpc: { type: "boolean", about: "Global Privacy Control was on (decision: signal)" },
      gpp: text("a GPP string that came with a visit (decision: signal)"),
      tcf: text("a TCF string that came with a visit (decision: signal)"),
    },
  },
  surveys: {
    about: "answers, one row a response, one column an item",
    fields: {
      person,
      at: { type: "instant", about: "when it was answered" },
    },
  },
  facilities: {
    about: "places of care",
    key: "facility",
    fields: {
      facility: { type: "text", required: true, about: "the facility's key" },
      name: text("its name"),
      state: text("state or region"),
      zip: text("postal code, as text"),
      latitude: { type: "number", about: "degrees north" },
      longitude: { type: "number", about: "degrees east" },
    },
  },
};
