import { formatFeature } from '../../charts/format.ts';
import { exp } from '../../data/elementary.ts';
import { featureFacts, featureUnit } from '../../features/feature-table.ts';
import { type Scaler, unscaledValue } from '../../features/scale.ts';
import { titleOf } from '../plane/axes.ts';
import type { InsideFeature } from './inside.ts';

/** How columns that detectors see are told in the flows' own units. */
export interface OwnUnits {
  readonly scaler: Scaler;
  readonly columns: readonly {
    readonly name: string;
    readonly title: string;
    /** Before scaling: `ln(1 + bytes)`. */
    readonly unit: string;
    readonly isLogarithm: boolean;
  }[];
}

export function ownUnits(names: readonly string[], scaler: Scaler): OwnUnits {
  const columns = names.map((name) => {
    const unit = featureUnit(name);
    const isLogarithm = unit.startsWith('ln(1 + ');
    return { name, title: titleIn(name, isLogarithm), unit, isLogarithm };
  });
  return { scaler, columns };
}

function titleIn(name: string, isLogarithm: boolean): string {
  const facts = featureFacts(name);
  // `well known port: no` reads better than `is well known port: no`.
  if (facts?.unit === '0/1') return titleOf(name, false).replace(/^is /, '');
  if (facts !== undefined) return titleOf(name, isLogarithm);
  // The logarithm of a feature, or a column of a table, which keeps its name.
  return isLogarithm ? titleOf(name.replace(/^log_/, ''), false) : name;
}

/** A scaled value in the flow's own unit: scaling and logarithm undone. */
export function ownValue({ scaler, columns }: OwnUnits, column: number, scaled: number): number {
  const value = unscaledValue(scaler, scaled, column);
  const own = columns[column].isLogarithm ? exp(value) - 1 : value;
  // JSON has no infinity.
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, own));
}

/** The same, written with its unit. */
export function ownText({ scaler, columns }: OwnUnits, column: number, scaled: number): string {
  return formatFeature(unscaledValue(scaler, scaled, column), columns[column].unit);
}

/** The side of a cut in words: `bytes > 115 kB`, `duration ≤ 3.4 s`; of a flag `tcp: yes`. */
export function cutText(
  units: OwnUnits,
  { column, threshold, side }: { column: number; threshold: number; side: 'left' | 'right' },
): string {
  const { title, unit } = units.columns[column];
  if (unit === '0/1') return `${title}: ${side === 'right' ? 'yes' : 'no'}`;
  return `${title} ${side === 'right' ? '>' : '≤'} ${ownText(units, column, threshold)}`;
}

/** A row of the scaled matrix, told. */
export function ownFeatures(units: OwnUnits, row: ArrayLike<number>): InsideFeature[] {
  return units.columns.map(({ name, title }, column) => ({
    name,
    title,
    scaled: row[column],
    value: ownValue(units, column, row[column]),
    text: ownText(units, column, row[column]),
  }));
}
