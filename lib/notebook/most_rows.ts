/** The longest frame worth holding: danfojs sorts, merges and slices longer ones in seconds, not milliseconds. */
export const mostRows = 20_000;
