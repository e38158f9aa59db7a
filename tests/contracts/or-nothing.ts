/**
 * A part of what a contract is about, `undefined` where it cannot be had: that something is missing is
 * for the claims to say, of one subject at a time.
 */
export function orNothing<Part>(find: () => Part): Part | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}
