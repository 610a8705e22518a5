import { day, lastDay, toUtc } from "./calendar.ts";
import { eventCode } from "./events.ts";
import { keyOf, type Person } from "./person.ts";
import type { World } from "./world.ts";

const pageView = eventCode("page_view");
const beyond = 6_000_000;

/** Adds the rows every real export has: events of people nobody knows, and events from clocks that run ahead. */
export function makeMess(i: number, person: Person, world: World): void {
  const { random, events } = world;
  const at = (onDay: number) => toUtc(onDay * day + 7 * 3600 + random.below(14 * 3600));
  if (random.chance(0.012)) {
    events.push(
      keyOf(beyond + i),
      at(Math.min(person.day, lastDay)),
      pageView,
      1 + random.below(14),
      0,
      1,
      1,
      1,
    );
    world.note("events of people who are in no list");
  }
  if (random.chance(0.004)) {
    events.push(person.key, at(lastDay + 1 + random.below(60)), pageView, 1 + random.below(14), 0, 1, 1, 255);
    world.note("events dated after the as-of day");
  }
}
