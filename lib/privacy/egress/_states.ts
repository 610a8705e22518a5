/** Postal abbreviations of states and provinces in the United States and Canada, by name without blanks. */
const abbreviations: Readonly<Record<string, string>> = Object.fromEntries(
  `alabama al alaska ak alberta ab americansamoa as arizona az arkansas ar britishcolumbia bc california ca
  colorado co connecticut ct delaware de districtofcolumbia dc florida fl georgia ga guam gu hawaii hi idaho id
  illinois il indiana in iowa ia kansas ks kentucky ky louisiana la maine me manitoba mb maryland md massachusetts ma
  michigan mi minnesota mn mississippi ms missouri mo montana mt nebraska ne nevada nv newbrunswick nb newhampshire nh
  newjersey nj newmexico nm newyork ny newfoundlandandlabrador nl northcarolina nc northdakota nd
  northernmarianaislands mp northwestterritories nt novascotia ns nunavut nu ohio oh oklahoma ok ontario on oregon or
  pennsylvania pa princeedwardisland pe puertorico pr quebec qc rhodeisland ri saskatchewan sk southcarolina sc
  southdakota sd tennessee tn texas tx usvirginislands vi utah ut vermont vt virginia va washington wa washingtondc dc
  westvirginia wv wisconsin wi wyoming wy yukon yt`.trim().split(/\s+/).reduce<[string, string][]>(
    (pairs, word, i) => {
      if (i % 2 === 0) pairs.push([word, ""]);
      else pairs.at(-1)![1] = word;
      return pairs;
    },
    [],
  ),
);

/** A state as two lower-case letters where it is one of the United States or Canada, else its letters in lower case. */
export function stateLetters(text: string): string | null {
  const letters = text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}]/gu, "");
  if (letters === "") return null;
  const name = letters.normalize("NFD").replace(/[^a-z]/g, "");
  return Object.hasOwn(abbreviations, name) ? abbreviations[name]! : letters;
}
