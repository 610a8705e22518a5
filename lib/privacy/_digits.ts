/** Three digits: enough to judge by, too few to take a statistic apart into the people behind it. */
export function digits(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
}
