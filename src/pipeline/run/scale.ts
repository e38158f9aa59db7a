import { ALL_FEATURES, featureFacts, formulaWords } from '../../features/feature-table.ts';
import type { Matrix } from '../../features/matrix.ts';
import { fitScaler, type Scaler, transform } from '../../features/scale.ts';
import { HEAVY_TAILED, selectFeatures } from '../../features/select.ts';
import {
  type Baseline,
  type BaselineSources,
  rawBaseline,
  scaledBaseline,
} from '../baseline/baseline.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { Engineered } from './engineer.ts';
import { type Selection, selectedFeatures } from './flow-features.ts';
import { matrixRemarks, type Remark } from './remarks.ts';

/** What the detectors see. */
export interface Scaled {
  readonly matrix: Matrix;
  readonly scaler: Scaler;
  /** What each column is, in the words of its formula; empty for a column of an imported table. */
  readonly formulas: readonly string[];
  readonly remarks: readonly Remark[];
  /** What is learnt from; `null`: these flows, chosen by their labels where that was asked for. */
  readonly baseline: Baseline | null;
}

type ScaleParameters = Pick<
  LabParameters,
  'features' | 'logRatios' | 'scaler' | 'trainOn' | 'baselineFrom' | 'baselineTo'
> &
  Selection;

/**
 * Step 3: the selected features, scaled. The scaler learns from all flows, as the notebook's does,
 * also where the detectors are to learn from normal ones; but from the baseline where that is a time
 * range or another file. A table of numbers keeps all its columns.
 *
 * @param sources what a baseline is taken from; needed only where the parameters ask for one
 * @throws InputError where there is no such baseline, or a number that is not finite
 */
export function scaleFeatures(
  engineered: Pick<Engineered, 'features' | 'fromFlows'>,
  parameters: ScaleParameters,
  sources?: BaselineSources,
): Scaled {
  const select = selectionOf(engineered.fromFlows, parameters);
  const { selected, matrix, scaler, baseline } = scaleSelection(
    engineered,
    parameters,
    sources,
    select,
  );
  return {
    matrix,
    scaler,
    formulas: formulasOf(engineered.fromFlows, selected, parameters),
    remarks: matrixRemarks(matrix),
    baseline,
  };
}

/**
 * Features of one's own choice, scaled as the lab scales: `selected` before and `matrix` after.
 *
 * @param select takes them from all that there are
 * @throws InputError as `scaleFeatures` does
 */
export function scaleSelection(
  engineered: Pick<Engineered, 'features' | 'fromFlows'>,
  parameters: Pick<LabParameters, 'scaler' | 'trainOn' | 'baselineFrom' | 'baselineTo'>,
  sources: BaselineSources | undefined,
  select: (all: Matrix) => Matrix,
): Pick<Scaled, 'matrix' | 'scaler' | 'baseline'> & { readonly selected: Matrix } {
  const selected = select(engineered.features);
  const raw = rawBaseline(engineered, parameters, sources, select);
  const scaler = fitScaler(parameters.scaler, raw === null ? selected : raw.features);
  return {
    selected,
    matrix: transform(scaler, selected),
    scaler,
    baseline: raw && scaledBaseline(raw, selected, (features) => transform(scaler, features)),
  };
}

/** What takes the features that the detectors see from all that there are. */
export function selectionOf(fromFlows: boolean, selection: Selection): (all: Matrix) => Matrix {
  if (!fromFlows) return (all) => all;
  return (all) => selectFeatures(all, selectedFeatures(selection), selection.logRatios);
}

/** What the selected columns of flows are called, in their order. */
export function selectedNames(parameters: Selection) {
  const names = ALL_FEATURES.map(({ name }) => name);
  const none = { data: new Float64Array(0), rows: 0, columns: names.length, names };
  return selectionOf(true, parameters)(none).names;
}

/** What each selected column is, in the words of its formula; empty for a table's. */
export function formulasOf(
  fromFlows: boolean,
  { names }: Pick<Matrix, 'names'>,
  selection: Selection,
): string[] {
  if (!fromFlows) return names.map(() => '');
  return selectedFeatures(selection).map((name) => formulaOf(name, selection.logRatios));
}

function formulaOf(name: string, logRatios: boolean): string {
  const facts = featureFacts(name);
  const formula = facts === undefined ? '' : formulaWords(facts);
  return logRatios && HEAVY_TAILED.includes(name) ? `log1p(${formula})` : formula;
}
