/** Usual job titles by role: an analyst can map every one of them. */
export const usualTitles = {
  clinician: [
    "Family Physician",
    "Internal Medicine Physician",
    "Rheumatologist",
    "Physician Assistant",
    "Nurse Practitioner",
    "Sports Medicine Physician",
    "Physical Therapist",
  ],
  administrator: [
    "Practice Manager",
    "Practice Administrator",
    "Director of Operations",
    "Chief Operating Officer",
    "Referral Coordinator",
    "Purchasing Manager",
  ],
  payer: ["Medical Director", "Network Manager", "Provider Relations Manager", "Case Manager"],
  employer: [
    "Benefits Manager",
    "Director of Human Resources",
    "Occupational Health Nurse",
    "Safety Manager",
  ],
} as const;

/** Titles no dictionary knows: the unmapped ones. */
export const oddTitles = [
  "VP Ops / Amb Care",
  "Dir. Rev Cyc & Pt Access",
  "Svc Line Ldr - MSK",
  "Sr. Mgr, Ntwk Strat (interim)",
  "APP Lead, Ortho/Spine",
  "Pop Hlth Champion",
  "Ninja of Benefits",
  "CMIO/CNIO",
  "Owner, also front desk",
  "MGR III",
] as const;

/** Every job title of the sample. The code of a title is its place here, from 1. */
export const titles: readonly string[] = [
  ...usualTitles.clinician,
  ...usualTitles.administrator,
  ...usualTitles.payer,
  ...usualTitles.employer,
  ...oddTitles,
];
