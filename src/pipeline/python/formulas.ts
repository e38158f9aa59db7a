import type { ComputedColumns, EngineeringSettings, Feature } from '../../features/feature.ts';
import { type NamedNumbers, namedNumbersIn } from '../../features/formula/formula.ts';
import { spell } from '../../features/formula/formula-text.ts';
import { FUNCTIONS } from '../../features/formula/functions.ts';
import { list } from './literals.ts';

/** The lists that the formulas of these features look numbers up in, a line each. */
export function namedNumbersCode(features: readonly Feature[]): string {
  const lists = new Map<string, NamedNumbers>();
  for (const { formula } of features) {
    for (const numbers of namedNumbersIn(formula)) lists.set(numbers.name, numbers);
  }
  return [...lists.values()].map(({ name, values }) => list(values, `${name} = `)).join('\n');
}

const START = 'start = flows["start_time"].to_numpy(dtype=float)  # seconds since 1970 UTC';

/**
 * Features as columns of `x`, in their order: a block for each run of features that have their
 * columns from one source. They are the lab's own numbers, but that sine, cosine and logarithm are
 * those of NumPy, which may differ in the last bit.
 */
export function featureBlocks(
  features: readonly Feature[],
  settings: EngineeringSettings,
): string[] {
  const done = new Set<ComputedColumns>();
  let hasStart = false;
  return runsOf(features, (one, next) => one.from === next.from).map((run) => {
    const [{ from }] = run;
    if (from === undefined) return run.map((feature) => assignment([feature])).join('\n');
    const [comment, ...lines] = done.has(from) ? [] : from.python(settings);
    const start = comment !== undefined && from.usesStart && !hasStart ? [START] : [];
    hasStart ||= start.length > 0;
    done.add(from);
    const head = comment === undefined ? [] : [comment, ...start, ...lines];
    return [...head, ...runsOf(run, lookAtOneColumn).map(assignment)].join('\n');
  });
}

/** Items that stand side by side and belong together, in their order. */
function runsOf<Item>(
  items: readonly Item[],
  belong: (one: Item, next: Item) => boolean,
): Item[][] {
  const runs: Item[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last !== undefined && belong(last[0], item)) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

function lookAtOneColumn({ formula }: Feature, { formula: other }: Feature): boolean {
  return formula.length === 2 && other.length === 2 && formula[1] === other[1];
}

/** One line that sets all of these features. */
function assignment(features: readonly Feature[]): string {
  const names = features.map(({ name }) => `x["${name}"]`);
  return `${names.join(', ')} = ${features.map(formulaPython).join(', ')}`;
}

/** Columns that are computed beside `x` are variables of their own. */
function formulaPython({ formula, from }: Feature): string {
  return spell(formula, {
    column: (name) => (from !== undefined && name in from.words ? name : `x["${name}"]`),
    call: (name, argument) => FUNCTIONS[name].python(argument),
    flag: (comparison) => `(${comparison}).astype(int)`,
    among: (column, { name }) => `${column}.isin(${name}).astype(int)`,
  });
}
