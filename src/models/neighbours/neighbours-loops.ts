/** Addresses are in bytes; what each loop does stands in `neighbours.as.ts`. */
export interface NeighbourLoops {
  configure(columns: number, leafStart: number, ...addresses: number[]): void;
  want(neighbours: number, longest: number, share: number): void;
  seenBoxes(): number;
  seenRows(): number;
  prepareLeaves(from: number, to: number): void;
  searchTree(
    queries: number,
    homes: number,
    from: number,
    to: number,
    lists: number,
    listRows: number,
    runnersUp: number,
  ): void;
  startFact(fact: number, query: number, norm: number, list: number, listRows: number): void;
  endFact(fact: number): void;
  compareFour(
    own: number,
    groups: number,
    bases: number,
    from: number,
    to: number,
    rowCount: number,
    facts: number,
  ): void;
  compareOnwards(
    place: number,
    own: number,
    groups: number,
    bases: number,
    ceilings: number,
    from: number,
    to: number,
    rowCount: number,
    facts: number,
  ): void;
}
