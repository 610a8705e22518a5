import { campaignCode, runningOn } from "./campaigns.ts";
import { devices, eventCode, sources } from "./events.ts";
import type { Person } from "./person.ts";
import type { Details } from "./timeline.ts";
import type { World } from "./world.ts";

const pageView = eventCode("page_view");

/** How somebody comes to the site and when they read. */
export interface Habits {
  /** Weights of the ways to the site, in the order of `sources`. */
  readonly arrives: readonly number[];
  readonly hours: readonly [number, number];
}

/** A visit to the site under way: add events to it in turn. */
export interface Visit {
  /** Adds an event a little later than the one before. */
  readonly add: (event: number, content?: number) => void;
}

/** A visit that follows something: the second it starts at, and the source it comes from. */
export interface After {
  readonly at: number;
  readonly source: number;
}

/** Opens a visit on a day, in an hour that suits the person, from a source that suits them. */
export function openVisit(onDay: number, person: Person, habits: Habits, world: World, after?: After): Visit {
  const { random, timeline } = world;
  const source = after?.source ?? 1 + random.pick(habits.arrives);
  const device = random.chance(0.04)
    ? 0
    : random.chance(person.mobile)
    ? 2
    : random.chance(0.9)
    ? 1
    : devices.length;
  const details: Details = {
    source,
    device,
    visit: timeline.visit(),
    campaign: campaignFor(source, onDay, world),
  };
  let at = after?.at ?? timeline.moment(onDay, habits.hours, random);
  return {
    add(event, content = 0) {
      timeline.add(at, event, content === 0 ? details : { ...details, content });
      at += 15 + random.below(150);
    },
  };
}

/** A visit that only reads pages. */
export function read(
  onDay: number,
  pages: readonly number[],
  person: Person,
  habits: Habits,
  world: World,
  after?: After,
): void {
  const visit = openVisit(onDay, person, habits, world, after);
  for (const page of pages) visit.add(pageView, page);
}

/** The campaign that brought a visit: one that runs on the day on that channel; none for unpaid ways. */
function campaignFor(source: number, onDay: number, world: World): number {
  const running = runningOn(sources[source - 1]!, onDay);
  if (running.length === 0) return 0;
  const articles = campaignCode("SO-KNEE");
  if (running.includes(articles) && world.random.chance(0.8)) return articles;
  return running[world.random.below(running.length)]!;
}
