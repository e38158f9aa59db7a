/**
 * The entry of a list at a place where one must be. O(1).
 *
 * @param what the list's entries are, for the error
 * @throws RangeError where there is none: a defect of the lab
 */
export function entryAt<Entry>(list: ArrayLike<Entry>, place: number, what: string): Entry {
  const entry = list[place];
  if (entry === undefined) throw new RangeError(`No ${what} at place ${place} of ${list.length}.`);
  return entry;
}
