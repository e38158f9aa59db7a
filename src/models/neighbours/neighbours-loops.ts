/** Addresses are in bytes; what each loop does stands in `neighbours.as.ts` and what it imports. */
export interface NeighbourLoops {
  configureRows(
    columns: number,
    points: number,
    ids: number,
    sortedDistances: number,
    sortedRows: number,
  ): void;
  configureBoxes(
    corners: number,
    boxes: number,
    asked: number,
    origin: number,
    scale: number,
  ): void;
  prepareBoxes(from: number, to: number): void;
  configureTree(leafStart: number, ...addresses: number[]): void;
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
  configureComparison(
    groups: number,
    bases: number,
    rows: number,
    gap: number,
    bounds: number,
  ): void;
  compareFour(
    own: number,
    place: number,
    from: number,
    to: number,
    facts: number,
    ceilings: number,
  ): void;
}
