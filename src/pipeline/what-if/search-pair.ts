import { movementOf, type OrdinaryColumn, ordinaryValues, rangeValues } from './ordinary.ts';
import type { RawValue, RawValues } from './raw-values.ts';
import { nearestTurning, type Search } from './search-column.ts';

/** Two columns' values at which the verdict turns. */
export interface PairTurning {
  readonly changes: RawValues;
  /** In spreads of normal flows, both added. */
  readonly movement: number;
}

/** So many values of a column are tried with those of another. */
const TRIED = 7;
/** So many of the pairs that turn the verdict are brought nearer. */
const REFINED = 6;

/** The least change of two columns that turns the verdict; `null`: none of those tried does. */
export function searchPair(columns: readonly OrdinaryColumn[], search: Search): PairTurning | null {
  const { measured } = search;
  const known = columns.filter(({ column }) => measured[column.name] !== undefined);
  const tried = known.map((ordinary) => valuesOf(ordinary, search));
  const pairs = known.flatMap((first, i) =>
    known
      .slice(i + 1)
      .flatMap((second, j) =>
        tried[i].flatMap((a) =>
          tried[i + 1 + j].map((b) => ({ [first.column.name]: a, [second.column.name]: b })),
        ),
      ),
  );
  const possible = pairs.filter(search.isPossible);
  const turned = search.turns(possible);
  const found = possible
    .filter((_, at) => turned[at])
    .map((changes) => ({ changes, movement: moved(known, measured, changes) }))
    .sort((a, b) => a.movement - b.movement)
    .slice(0, REFINED)
    .map(({ changes }) => nearer(known, search, changes));
  return found.reduce<PairTurning | null>(
    (best, one) => (best === null || one.movement < best.movement ? one : best),
    null,
  );
}

function valuesOf(ordinary: OrdinaryColumn, { measured, toPass }: Search): readonly RawValue[] {
  const { column } = ordinary;
  const own = measured[column.name];
  const wide = rangeValues(ordinary, own, TRIED);
  const usual = ordinaryValues(ordinary);
  const few =
    column.kind === 'number' ? usual.filter((_, at) => at % 3 === 1) : usual.slice(0, TRIED - 2);
  const values = toPass ? [...few, ...wide.slice(0, 1), ...wide.slice(-1)] : wide;
  return [...new Set(values)].filter((value) => value !== own).slice(0, TRIED);
}

/** Each of the two brought nearer to the measured value while the other stays, twice. */
function nearer(
  columns: readonly OrdinaryColumn[],
  search: Search,
  changes: RawValues,
): PairTurning {
  let found = changes;
  for (const name of [...Object.keys(changes), ...Object.keys(changes)]) {
    const ordinary = columns.find(({ column }) => column.name === name);
    if (ordinary === undefined || ordinary.column.kind !== 'number') continue;
    const { [name]: value, ...others } = found;
    const own = Number(search.measured[name]);
    const nearest = nearestTurning(ordinary, search, others, own, Number(value));
    found = { ...found, [name]: nearest };
  }
  return { changes: found, movement: moved(columns, search.measured, found) };
}

function moved(
  columns: readonly OrdinaryColumn[],
  measured: RawValues,
  changes: RawValues,
): number {
  return columns.reduce((sum, ordinary) => {
    const { name } = ordinary.column;
    return name in changes ? sum + movementOf(ordinary, measured[name], changes[name]) : sum;
  }, 0);
}
