/**
 * What a column may say about a person, as `workspace.yaml` writes it: one of the 18 identifiers of HIPAA's Safe Harbor
 * (45 CFR 164.514(b)(2)(i), A to R), or one of the three kinds that are none.
 */
export const fieldClasses = {
  name: "A: names, also of relatives and employers",
  geography: "B: a place smaller than a state; ZIP3 is quasi",
  date: "C: a day or month about a person; a year alone is quasi",
  phone: "D: phone numbers",
  fax: "E: fax numbers",
  email: "F: e-mail addresses",
  ssn: "G: Social Security numbers",
  mrn: "H: medical record numbers",
  member: "I: numbers of a health plan's members",
  account: "J: account and card numbers",
  licence: "K: certificate and licence numbers, NPI too",
  vehicle: "L: vehicle numbers and plates",
  device: "M: device identifiers and serial numbers",
  url: "N: web addresses",
  ip: "O: IP addresses",
  biometric: "P: finger and voice prints",
  photo: "Q: full-face photographs",
  code: "R: any other unique number, characteristic or code",
  quasi: "quasi-identifier: not unique, but with others it may single somebody out (age band, sex, state)",
  sensitive: "says something about health, or another thing people keep to themselves",
  free: "neither identifies anybody nor says anything sensitive",
} as const;

/** A word of {@linkcode fieldClasses}. */
export type FieldClassWord = keyof typeof fieldClasses;
