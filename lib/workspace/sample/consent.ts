import { day, lastDay, lastSecond, toUtc } from "./calendar.ts";
import type { Person } from "./person.ts";
import { plan, revoked } from "./plan.ts";
import type { World } from "./world.ts";

/** Words behind the codes of `consent`, each from 1; an empty purpose means marketing. */
export const words = {
  channel: ["email", "sms", "phone"],
  purpose: ["marketing", "treatment"],
  decision: ["grant", "deny"],
} as const;

/** Until when (wall-clock seconds) each channel may be used for marketing; 0 when it never may. */
export interface Allowed {
  readonly email: number;
  readonly sms: number;
}

const grant = 1, deny = 2;

/** Makes up what a person allowed, and when, and writes the log. */
export function makeConsent(person: Person, world: World): Allowed {
  const { random, consent } = world;
  random.start("consent", person.key);
  const grants = person.kind === null ? [0.7, 0.08, 0.4] as const : plan[person.kind].grants;
  const said = (channel: number, decision: number, at: number, expires = 0, purpose = 1) =>
    consent.push(
      person.key,
      channel,
      purpose,
      decision,
      toUtc(Math.min(at, lastSecond)),
      expires === 0 ? 0 : toUtc(expires),
    );
  const until = [0, 0, 0];
  grants.forEach((share, i) => {
    const channel = i + 1;
    const at = person.day * day + 7 * 3600 + random.below(14 * 3600);
    if (!random.chance(share)) {
      if (random.chance(0.25)) said(channel, deny, at);
      return;
    }
    const unstated = random.chance(0.05) ? 0 : 1;
    const room = lastSecond - at - day;
    if (channel === 1 && room > 0 && world.even("revokes") < revoked) {
      world.note("people who granted e-mail and revoked it");
      until[i] = at + day + Math.floor(room * random.unit());
      said(channel, grant, at, 0, unstated);
      said(channel, deny, until[i]!);
    } else if (channel === 1 && random.chance(0.004)) {
      world.note("people who granted and denied e-mail in the same second");
      said(channel, grant, at, 0, unstated);
      said(channel, deny, at);
    } else {
      const expires = random.chance(0.05) ? at + 365 * day : 0;
      if (expires > 0 && expires < lastSecond) world.note(`${words.channel[i]} grants that ran out`);
      until[i] = expires > 0 ? Math.min(expires, lastSecond) : lastSecond;
      said(channel, grant, at, expires, unstated);
    }
  });
  if (person.kind === "treatment" && random.chance(0.9)) {
    said(2, grant, Math.min(person.day, lastDay) * day + 9 * 3600, 0, 2);
  }
  return { email: person.email ? until[0]! : 0, sms: person.phone ? until[1]! : 0 };
}
