/** A page or asset of the content catalogue. */
export interface Content {
  readonly key: string;
  readonly title: string;
  readonly topic: string;
  /** learn, evaluate, schedule, prepare, after; or partner, for pages about working with Riverbend. */
  readonly stage: string;
  readonly audience: string;
  /** Day of the last medical review; empty when it has none. */
  readonly reviewed: string;
  readonly author: string;
  readonly credential: string;
}

type Line = readonly [
  title: string,
  topic: string,
  stage: string,
  audience: string,
  reviewed: string,
  author: number,
];

const authors: readonly (readonly [string, string])[] = [
  ["M. Okafor", "MD, orthopaedic surgery"],
  ["L. Brandt", "DPT"],
  ["S. Iyer", "RN"],
  ["T. Alvarez", "PharmD"],
  ["J. Whitcombe", ""],
];

const lines: readonly Line[] = [
  ["Why does my knee hurt?", "knee pain", "learn", "patient", "2026-05-12", 0],
  ["Knee pain on the stairs", "knee pain", "learn", "patient", "2026-05-12", 0],
  ["Seven exercises for a stiff knee", "knee pain", "learn", "patient", "2026-05-20", 1],
  ["Arthritis of the knee, explained", "knee pain", "learn", "patient", "2026-04-08", 0],
  ["Knee pain after running", "knee pain", "learn", "patient", "2026-05-29", 1],
  ["When to see someone about your knee", "knee pain", "learn", "patient", "2026-05-29", 0],
  ["Hip pain: what it may mean", "hip pain", "learn", "patient", "2026-01-19", 0],
  ["Hip pain at night", "hip pain", "learn", "patient", "2026-01-19", 2],
  ["Living with hip arthritis", "hip pain", "learn", "patient", "2025-11-04", 0],
  ["Shoulder pain and sleep", "shoulder pain", "learn", "patient", "2026-02-11", 1],
  ["Rotator cuff, in plain words", "shoulder pain", "learn", "patient", "2026-02-11", 0],
  ["Back pain: the first six weeks", "back pain", "learn", "patient", "2026-03-02", 1],
  ["Bone health after 50", "bone health", "learn", "patient", "2025-12-15", 2],
  ["Do I need a bone scan?", "bone health", "learn", "patient", "2025-09-22", 2],
  ["Caring for someone with joint pain", "caring for someone", "learn", "caregiver", "2026-02-25", 2],
  ["Helping a parent decide about surgery", "caring for someone", "learn", "caregiver", "2026-02-25", 0],
  ["Talking about pain with your mother or father", "caring for someone", "learn", "caregiver", "", 4],
  ["Lifting and moving safely at home", "caring for someone", "learn", "caregiver", "2025-08-30", 1],
  ["Am I a candidate for a new knee?", "eligibility", "evaluate", "patient", "2026-04-21", 0],
  ["Am I a candidate for a new hip?", "eligibility", "evaluate", "patient", "2026-04-21", 0],
  ["Injections or surgery?", "eligibility", "evaluate", "patient", "2026-03-17", 0],
  ["What a knee replacement costs", "cost", "evaluate", "patient", "2026-06-02", 4],
  ["What a hip replacement costs", "cost", "evaluate", "patient", "2026-06-02", 4],
  ["Payment plans", "cost", "evaluate", "patient", "", 4],
  ["Plans we accept", "insurance", "evaluate", "patient", "2026-07-01", 4],
  ["Getting approval from your plan", "insurance", "evaluate", "patient", "2026-07-01", 4],
  ["Compare our surgeons", "surgeons", "evaluate", "patient", "2026-05-05", 4],
  ["Recovery times compared", "eligibility", "evaluate", "patient", "2025-07-14", 1],
  ["Is surgery right at 80?", "eligibility", "evaluate", "caregiver", "2026-01-28", 0],
  ["Choose a time", "scheduling", "schedule", "patient", "2026-08-10", 4],
  ["Locations and parking", "scheduling", "schedule", "patient", "", 4],
  ["What to bring to your first visit", "scheduling", "schedule", "patient", "2026-08-10", 2],
  ["Book for someone else", "scheduling", "schedule", "caregiver", "2026-08-10", 2],
  ["Preparing for a knee replacement", "preparation", "prepare", "patient", "2025-09-30", 0],
  ["Preparing for a hip replacement", "preparation", "prepare", "patient", "2026-03-30", 0],
  ["Medicines before surgery", "preparation", "prepare", "patient", "2026-04-14", 3],
  ["Your first week at home", "recovery", "after", "patient", "2026-02-02", 1],
  ["Physical therapy, week by week", "recovery", "after", "patient", "2026-02-02", 1],
  ["Warning signs after surgery", "recovery", "after", "patient", "2026-06-18", 0],
  ["Heart-healthy cooking", "heart", "general", "patient", "2026-01-05", 2],
  ["Blood pressure at home", "heart", "general", "patient", "2026-01-05", 2],
  ["Flu shots this season", "prevention", "general", "patient", "2026-09-08", 2],
  ["Mammograms: when and why", "prevention", "general", "patient", "2026-04-02", 0],
  ["Sleep better", "wellness", "general", "patient", "2025-10-13", 2],
  ["Find a primary care doctor", "primary care", "general", "patient", "2026-05-25", 4],
  ["Urgent care or emergency room?", "primary care", "general", "patient", "2026-03-11", 0],
  ["Your portal account", "portal", "general", "patient", "", 4],
  ["Refer a patient in two minutes", "referral pathway", "partner", "clinician", "2026-06-24", 4],
  ["Imaging criteria before referral", "referral pathway", "partner", "clinician", "2026-06-24", 0],
  ["Joint replacement outcomes 2025", "outcomes", "partner", "clinician", "2026-03-26", 0],
  ["Shared care after surgery", "outcomes", "partner", "clinician", "2026-03-26", 1],
  ["Same-week access for your practice", "access", "partner", "administrator", "2026-05-19", 4],
  ["Closing the referral loop", "access", "partner", "administrator", "2026-05-19", 4],
  ["Connecting your record system", "technology", "partner", "administrator", "2025-12-01", 4],
  ["Bundled payment for joints", "value-based care", "partner", "payer", "2026-04-29", 4],
  ["Readmissions and total cost", "value-based care", "partner", "payer", "2026-04-29", 0],
  ["Musculoskeletal care for employers", "employer programmes", "partner", "employer", "2026-02-18", 4],
  ["On-site screening days", "employer programmes", "partner", "employer", "2026-02-18", 2],
  ["Back to work sooner", "employer programmes", "partner", "employer", "2025-10-06", 1],
];

/** The content catalogue. The code of a page is its place here, from 1. */
export const catalogue: readonly Content[] = lines.map(
  ([title, topic, stage, audience, reviewed, author], i) => ({
    key: `${stage.slice(0, 2).toUpperCase()}-${String(i + 1).padStart(3, "0")}`,
    title,
    topic,
    stage,
    audience,
    reviewed,
    author: authors[author]![0],
    credential: authors[author]![1],
  }),
);

/** Codes of the pages of a stage written for an audience. */
export function pagesFor(stage: string, audience: string): readonly number[] {
  return catalogue.flatMap((page, i) => page.stage === stage && page.audience === audience ? [i + 1] : []);
}

/** Codes of the pages about a topic. */
export function pagesAbout(topic: string): readonly number[] {
  return catalogue.flatMap((page, i) => page.topic === topic ? [i + 1] : []);
}
