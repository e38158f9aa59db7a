/** Where a control stands among those that arrow keys go to: in a table its row and column. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

/** The keys that move within a group. */
const MOVES = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/**
 * Where a key leads from the spot `at`; `undefined` where it leads nowhere, and the key keeps its usual
 * meaning, such as scrolling. In one row all arrows go on or back; in a table they go as they point,
 * up and down to the same column or the next one that is there. O(spots).
 *
 * @param spots in reading order
 */
export function nextSpot(spots: readonly Spot[], at: number, key: string): number | undefined {
  const from = spots[at];
  if (from === undefined || !MOVES.includes(key)) return undefined;
  if (key === 'Home' || key === 'End') {
    const end = key === 'Home' ? 0 : spots.length - 1;
    return end === at ? undefined : end;
  }
  const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  const inOneRow = spots.every(({ row }) => row === from.row);
  if (inOneRow || key === 'ArrowLeft' || key === 'ArrowRight') {
    return spots[at + step]?.row === from.row ? at + step : undefined;
  }
  let best: number | undefined;
  for (let place = at + step; place >= 0 && place < spots.length; place += step) {
    const spot = spots[place];
    if (spot === undefined || spot.row === from.row) continue;
    const known = best === undefined ? undefined : spots[best];
    if (known !== undefined && known.row !== spot.row) break;
    if (known === undefined || away(spot, from) < away(known, from)) best = place;
  }
  return best;
}

function away(spot: Spot, from: Spot): number {
  return Math.abs(spot.column - from.column);
}
