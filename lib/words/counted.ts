/** What one row of people is called: person and people, hospital and hospitals. */
export interface Counted {
  readonly one: string;
  readonly many: string;
}
