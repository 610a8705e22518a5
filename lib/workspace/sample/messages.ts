import type { Allowed } from "./consent.ts";
import { campaignCode } from "./campaigns.ts";
import { day, lastDay, months } from "./calendar.ts";
import { pagesFor } from "./catalogue.ts";
import { eventCode, sources } from "./events.ts";
import type { Person } from "./person.ts";
import { type Kind, plan } from "./plan.ts";
import { read } from "./visits.ts";
import type { World } from "./world.ts";

const emailSent = eventCode("email_sent");
const emailOpened = eventCode("email_opened");
const emailClicked = eventCode("email_clicked");
const textSent = eventCode("sms_sent");
const textClicked = eventCode("sms_clicked");
const fromEmail = sources.indexOf("email") + 1;

/** Share of letters opened, and of opened letters clicked. */
const replies: Readonly<Record<Kind, readonly [number, number]>> = {
  caregiver: [0.34, 0.2],
  treatment: [0.46, 0.24],
  ready: [0.44, 0.26],
  evaluating: [0.38, 0.2],
  learning: [0.24, 0.12],
  other: [0.26, 0.1],
};

const landing: Readonly<Record<Kind, readonly number[]>> = {
  caregiver: pagesFor("learn", "caregiver"),
  treatment: pagesFor("after", "patient"),
  ready: pagesFor("schedule", "patient"),
  evaluating: pagesFor("evaluate", "patient"),
  learning: pagesFor("learn", "patient"),
  other: pagesFor("general", "patient"),
};

/** Makes up the monthly letters and texts a patient or caregiver allowed, and what they did with them. */
export function makeMessages(person: Person & { readonly kind: Kind }, allowed: Allowed, world: World): void {
  const { random, timeline } = world;
  random.start("message", person.key);
  const [opens, clicks] = replies[person.kind];
  const campaign = campaignCode(person.kind === "caregiver" ? "EM-CARE" : "EM-NEWS");
  for (const month of months) {
    const on = month + 8;
    const at = on * day + 9 * 3600 + random.below(900);
    if (on <= person.day || on > lastDay || at > allowed.email || !random.chance(0.93)) continue;
    timeline.add(at, emailSent, { campaign });
    if (!random.chance(opens)) continue;
    const later = at + 600 + random.below(36_000);
    timeline.add(later, emailOpened, { campaign });
    if (!random.chance(clicks)) continue;
    timeline.add(later + 40, emailClicked, { campaign });
    const pages = landing[person.kind];
    const after = { at: later + 41, source: fromEmail };
    read(
      Math.floor(later / day),
      [pages[random.below(pages.length)]!],
      person,
      plan[person.kind],
      world,
      after,
    );
  }
  const text = { campaign: campaignCode("SM-CHECK") };
  for (let n = allowed.sms > 0 ? random.below(7) : 0; n > 0; n--) {
    const on = person.day + 3 + random.below(150);
    const at = on * day + 10 * 3600 + random.below(3600);
    if (on > lastDay || at > allowed.sms) continue;
    timeline.add(at, textSent, text);
    if (random.chance(0.18)) timeline.add(at + 300 + random.below(7200), textClicked, text);
  }
}
