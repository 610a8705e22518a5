/** The letter of one of the 18 identifiers of HIPAA's Safe Harbor, 45 CFR 164.514(b)(2)(i). */
export type Letter =
  | "A"
  | "B"
  | "C"
  | "D"
  | "E"
  | "F"
  | "G"
  | "H"
  | "I"
  | "J"
  | "K"
  | "L"
  | "M"
  | "N"
  | "O"
  | "P"
  | "Q"
  | "R";

/** What a scan can find. */
export type Category =
  | "name"
  | "address"
  | "zip"
  | "date-of-birth"
  | "date"
  | "age-over-89"
  | "phone"
  | "fax"
  | "email"
  | "ssn"
  | "mrn"
  | "member"
  | "account"
  | "licence"
  | "npi"
  | "vehicle"
  | "device"
  | "url"
  | "ip"
  | "code"
  | "health";

/** What each category is, and which of the 18 identifiers; `health` is none of them, but tells what somebody has. */
export const categories: Readonly<
  Record<Category, { readonly letter: Letter | null; readonly about: string }>
> = {
  name: { letter: "A", about: "name of a person" },
  address: { letter: "B", about: "street address" },
  zip: { letter: "B", about: "ZIP code" },
  "date-of-birth": { letter: "C", about: "date of birth" },
  date: { letter: "C", about: "day of a person's visit, stay or death" },
  "age-over-89": { letter: "C", about: "age over 89" },
  phone: { letter: "D", about: "phone number" },
  fax: { letter: "E", about: "fax number" },
  email: { letter: "F", about: "e-mail address" },
  ssn: { letter: "G", about: "Social Security number" },
  mrn: { letter: "H", about: "medical record number" },
  member: { letter: "I", about: "number of a health plan's member" },
  account: { letter: "J", about: "account or card number" },
  licence: { letter: "K", about: "certificate or licence number" },
  npi: { letter: "K", about: "National Provider Identifier" },
  vehicle: { letter: "L", about: "vehicle number or plate" },
  device: { letter: "M", about: "device identifier" },
  url: { letter: "N", about: "address of a page that carries a person's key" },
  ip: { letter: "O", about: "IP address" },
  code: { letter: "R", about: "a person's key" },
  health: { letter: null, about: "health condition in an address or a name" },
};
