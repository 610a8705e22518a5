/** Beginnings of words that say what somebody has, takes or is treated for. */
const stems = [
  ...["abort", "adhd", "aids", "alcohol", "allerg", "alzheimer", "amput", "anaemi", "anemi", "aneurysm"],
  ...[
    "anorexi",
    "anxiety",
    "aphasi",
    "arrhythmi",
    "arthrit",
    "arthro",
    "asthma",
    "autis",
    "bariatric",
    "behavioral",
  ],
  ...["bereav", "biops", "bipolar", "bladder", "bulimi", "cancer", "carcinom", "cardi", "cataract", "celiac"],
  ...["chemo", "chlamyd", "cholesterol", "cirrhos", "colitis", "colon", "contracept", "copd", "coronary"],
  ...[
    "crohn",
    "cysti",
    "dementia",
    "depress",
    "dermat",
    "diabet",
    "dialys",
    "disab",
    "eczem",
    "endocrin",
    "endometri",
  ],
  ...[
    "epilep",
    "erectile",
    "fertil",
    "fibrill",
    "fibroid",
    "fibromyal",
    "fractur",
    "gastr",
    "genetic",
    "glaucom",
  ],
  ...[
    "glucose",
    "gonorr",
    "gynaecolog",
    "gynecolog",
    "haemato",
    "hematolog",
    "haemophil",
    "hemophil",
    "heartburn",
  ],
  ...[
    "hepat",
    "hernia",
    "herpes",
    "hiv",
    "hormon",
    "hospice",
    "hypertens",
    "hypothyr",
    "incontinen",
    "infertil",
  ],
  ...[
    "influenza",
    "insomni",
    "insulin",
    "ivf",
    "kidney",
    "knee",
    "leukemi",
    "leukaemi",
    "liver",
    "lupus",
    "lymphom",
  ],
  ...[
    "mammogra",
    "mastectom",
    "melanom",
    "menopaus",
    "meniscus",
    "mental",
    "metformin",
    "methadone",
    "migraine",
  ],
  ...[
    "miscarriage",
    "naloxone",
    "nephro",
    "neuro",
    "obes",
    "obstet",
    "oncolog",
    "opioid",
    "ophthalm",
    "orthop",
  ],
  ...[
    "osteo",
    "overdose",
    "ovarian",
    "ozempic",
    "paediatr",
    "pancrea",
    "parkinson",
    "pediatr",
    "pregnan",
    "prenatal",
  ],
  ...["prostat", "psoria", "psych", "ptsd", "pulmon", "rehab", "renal", "rheumat", "schizo", "semaglutide"],
  ...[
    "sciatica",
    "seizure",
    "sickle",
    "spinal",
    "std",
    "sti",
    "statin",
    "stroke",
    "substance",
    "suicid",
    "surger",
  ],
  ...[
    "syphilis",
    "therap",
    "thyroid",
    "transgender",
    "transplant",
    "trauma",
    "tuberculo",
    "tumor",
    "tumour",
    "ulcer",
  ],
  ...["urolog", "vaccin", "varicose", "vasectom", "viagra", "wegovy", "zoloft"],
  ...[
    "hip replacement",
    "joint replacement",
    "joint pain",
    "back pain",
    "sleep apnea",
    "weight loss",
    "eating disorder",
  ],
];
/** Short stems that begin other words as well: they must be the whole word. */
const whole = new Set([
  "aids",
  "hiv",
  "ivf",
  "std",
  "sti",
  "copd",
  "adhd",
  "ptsd",
  "colon",
  "knee",
  "liver",
  "statin",
]);
const pattern = new RegExp(
  `(?<![a-z])(?:${
    stems.map((stem) => {
      const text = stem.replace(" ", "[ _+-]?");
      return whole.has(stem) ? `${text}s?(?![a-z])` : text;
    }).join("|")
  })`,
  "i",
);

/**
 * Whether a name (of an event, an audience, a page, a file) or an address says what somebody may have or be treated
 * for: "diabetes_quiz_done", "/services/oncology/book". By a list of some 170 word beginnings, so that a name without
 * any of them may still do so: read them yourself. Words may be joined by `_`, `-`, `%20`, or capitals inside.
 *
 * @example
 * ```ts
 * import { revealsHealth } from "./reveals_health.ts";
 * if (!revealsHealth("viewedHivPrep") || !revealsHealth("/book?dept=cardiology")) throw new Error();
 * if (revealsHealth("lead_submit") || revealsHealth("still")) throw new Error();
 * ```
 */
export function revealsHealth(text: string): boolean {
  const spaced = text.replaceAll(/%[\da-f]{2}/gi, " ").replaceAll(/([a-z])([A-Z])/g, "$1 $2").replaceAll(
    "_",
    " ",
  );
  return pattern.test(spaced);
}
