import type { FieldClassWord } from "../../workspace/mod.ts";

/** Words of a column's name, and what they say it holds. The first that fits is taken. */
const hints: readonly (readonly [RegExp, FieldClassWord])[] = [
  [/\b(e ?mail|mail address)\b/, "email"],
  [/\bfax\b/, "fax"],
  [/\b(phone|tel|telephone|mobile|cell|cellphone|sms number)\b/, "phone"],
  [/\b(ssn|social security)\b/, "ssn"],
  [/\b(mrn|medical record|chart (no|number|id))\b/, "mrn"],
  [
    /\b(member|subscriber|beneficiary|policy|medicaid|medicare|plan) (id|no|number|nbr)\b|\b(mbi|hicn)\b/,
    "member",
  ],
  [/\b(npi|dea|drivers?|passport)\b|\b(licen[cs]e|certificate)( (no|number|id))?\b/, "licence"],
  [/\b(vin|plate|vehicle)\b/, "vehicle"],
  [/\b(imei|mac( address)?|idfa|gaid|udi|serial|device (id|number))\b/, "device"],
  [/\bip( address)?\b/, "ip"],
  [/\b(url|uri|website|web page|referrer|referer|link|page location)\b/, "url"],
  [/\b(account|acct|card|iban) (no|number|nbr|num)\b|\biban\b/, "account"],
  [/\b(fingerprint|voiceprint|biometric|iris|retina|genome)\b/, "biometric"],
  [/\b(photo|picture|avatar|image|headshot)\b/, "photo"],
  [
    /\b(first|last|middle|maiden|given|family|full|patient|person|contact|member|mother|father|spouse|employer|user|prefix|suffix) ?name\b|\b(surname|firstname|lastname|fullname|maiden|employer|next of kin)\b|^(name|first|last|middle|forename)$/,
    "name",
  ],
  [/\bzip ?3\b/, "quasi"],
  [
    /\b(zip|zipcode|postcode|postal|address|addr|street|city|town|county|precinct|parish|village|lat|latitude|lon|lng|longitude|geocode|fips|geoid|cbsa|census (tract|block)|birthplace)\b|\b(miles|km|distance) (to|from)\b/,
    "geography",
  ],
  [/\b(birth year|year of birth|yob)\b|\byear\b/, "quasi"],
  [
    /\b(dob|birth ?date|birthday|date of birth|death ?date|dod|admission|admitted|discharged|admission date|discharge date|date|day|at|on|time|timestamp|datetime)$|\b(dob|birth ?date|death ?date)\b/,
    "date",
  ],
  [
    /\b(diagnos[ei]s|diag|icd|icd ?10|snomed|cpt|condition|disease|symptom|medication|drug|rx|treatment|procedure|allerg(y|ies)|bmi|blood|glucose|a1c|a1cresult|cholesterol|pregnant|disability|hiv|insulin|lab|result|severity|smok(er|ing)|alcohol|depression|readmitted|deceased|vital|patient class|encounter class|specialty|speciality|service line|insurance|payer|income|salary|sexual orientation|religion|immigration)\b/,
    "sensitive",
  ],
  [
    /\b(age|age band|sex|gender|race|ethnicity|state|region|country|language|marital|marital status|education|occupation|job|title|department|household|veteran|nationality|native country|role|size)\b/,
    "quasi",
  ],
  [/\b(id|ids|uid|uuid|guid|key|identifier|code|nbr|number|no|token|hash|cookie)$/, "code"],
];

/** What a column's name says it holds, or null. */
export function guessByName(name: string): { readonly word: FieldClassWord; readonly reason: string } | null {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").replaceAll(/[^A-Za-z\d]+/g, " ").trim()
    .toLowerCase();
  for (const [pattern, word] of hints) {
    const said = pattern.exec(words);
    if (said) return { word, reason: `its name says "${said[0]}"` };
  }
  return null;
}
