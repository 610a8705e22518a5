const words: ReadonlyMap<string, string> = new Map([
  ["email", "e-mail"],
  ["sms", "text"],
  ["mail", "post"],
]);

/** A channel as it is said: "e-mail", "text", "post"; others as they are written. */
export function channelWord(channel: string): string {
  return words.get(channel) ?? channel;
}
