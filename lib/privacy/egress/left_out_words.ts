/**
 * Why people are left out of an audience, in words.
 *
 * @example
 * ```ts
 * import { leftOutWords } from "./left_out_words.ts";
 * if (leftOutWords.noDecision !== "never said yes") throw new Error();
 * ```
 */
export const leftOutWords: Readonly<Record<string, string>> = {
  deceased: "have died",
  minor: "too young",
  doNotContact: "asked not to be contacted",
  hardBounce: "address bounced for good",
  complaint: "complained",
  employee: "work here",
  noDecision: "never said yes",
  notYet: "said yes only later",
  denied: "said no",
  tied: "said yes and no in the same second",
  expired: "their yes ran out",
  revoked: "took their yes back",
  unsubscribed: "left every list",
  remunerationNotStated: "did not agree to messages somebody pays for",
  noAddress: "no usable address",
  sharedAddress: "share an address with somebody counted, or who said no",
  capped: "had enough messages",
  notQueued: "not in the queued file",
};
