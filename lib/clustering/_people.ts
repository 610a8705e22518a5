/** How many people, in words: `1 person`, `2 people`. */
export function people(count: number): string {
  return `${count} ${count === 1 ? "person" : "people"}`;
}

/** That some people are left out for a missing value. */
export function peopleLeftOut(dropped: number, all: number): string {
  return `${dropped} of ${
    people(all)
  } are left out because a value is missing: the segments say nothing about them.`;
}
