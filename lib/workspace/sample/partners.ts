import type { PartnerRole } from "./accounts.ts";
import type { Allowed } from "./consent.ts";
import { campaignCode } from "./campaigns.ts";
import { day, lastDay, months } from "./calendar.ts";
import { pagesFor } from "./catalogue.ts";
import { eventCode } from "./events.ts";
import type { Person } from "./person.ts";
import { type Habits, openVisit, read } from "./visits.ts";
import type { World } from "./world.ts";

const event = {
  download: eventCode("download"),
  registered: eventCode("webinar_registered"),
  attended: eventCode("webinar_attended"),
  referral: eventCode("referral_sent"),
  sent: eventCode("email_sent"),
  opened: eventCode("email_opened"),
  clicked: eventCode("email_clicked"),
};
const stages = ["demo_requested", "meeting_held", "proposal_sent", "contract_signed"].map(eventCode);

const habits: Habits = { arrives: [24, 6, 30, 0, 8, 14, 3, 15], hours: [8, 17] };

/** Chances of each stage after the one before, and of sending referrals. */
const roads: Readonly<Record<PartnerRole, { readonly stages: readonly number[]; readonly refers: number }>> =
  {
    clinician: { stages: [0.2, 0.78, 0.6, 0.6], refers: 0.58 },
    administrator: { stages: [0.38, 0.74, 0.66, 0.58], refers: 0.06 },
    payer: { stages: [0.3, 0.82, 0.7, 0.45], refers: 0 },
    employer: { stages: [0.5, 0.7, 0.68, 0.62], refers: 0 },
  };

/** Makes up what a professional read, asked for and signed. */
export function makePartnership(
  person: Person & { readonly partner: PartnerRole },
  allowed: Allowed,
  world: World,
): void {
  const { random, timeline } = world;
  random.start("partner", person.key);
  const pages = pagesFor("partner", person.partner);
  for (let n = 2 + random.below(7); n > 0; n--) {
    const on = person.day + random.below(200);
    const some = Array.from({ length: 1 + random.below(3) }, () => pages[random.below(pages.length)]!);
    read(n === 1 ? person.day : on, some, person, habits, world);
  }
  if (random.chance(0.35)) {
    openVisit(person.day + random.below(60), person, habits, world).add(event.download, pages[0]);
  }
  if (random.chance(0.4)) {
    const on = person.day + random.below(90);
    const campaign = campaignCode("WB-OUT");
    timeline.add(timeline.moment(on, [9, 16], random), event.registered, { campaign });
    if (random.chance(0.58)) {
      timeline.add((on + 9) * day + 12 * 3600 + random.below(600), event.attended, { campaign });
    }
  }
  const road = roads[person.partner];
  let on = person.day + 2 + random.below(30);
  for (let i = 0; i < stages.length; i++) {
    if (!random.chance(road.stages[i]!)) break;
    timeline.add(timeline.moment(on, [9, 16], random), stages[i]!);
    on += 7 + random.below(i === 2 ? 60 : 25);
  }
  if (random.chance(road.refers)) {
    for (let n = 1 + random.below(9); n > 0; n--) {
      timeline.add(timeline.moment(person.day + random.below(420), [8, 17], random), event.referral);
    }
  }
  makeLetters(person, allowed, world);
}

function makeLetters(
  person: Person & { readonly partner: PartnerRole },
  allowed: Allowed,
  world: World,
): void {
  const { random, timeline } = world;
  const campaign = campaignCode(person.partner === "clinician" ? "EM-REFER" : "EM-PART");
  for (const month of months) {
    const on = month + 14;
    const at = on * day + 8 * 3600 + random.below(900);
    if (on <= person.day || on > lastDay || at > allowed.email || !random.chance(0.85)) continue;
    timeline.add(at, event.sent, { campaign });
    if (!random.chance(0.36)) continue;
    timeline.add(at + 900 + random.below(20_000), event.opened, { campaign });
    if (random.chance(0.2)) timeline.add(at + 21_000 + random.below(600), event.clicked, { campaign });
  }
}
