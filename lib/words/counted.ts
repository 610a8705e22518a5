/** What one row of people is called: person and people, hospital and hospitals. */
export interface Counted {
  /** "person". */
  readonly one: string;
  /** "people". */
  readonly many: string;
}
