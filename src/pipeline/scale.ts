import { FEATURES } from '../features/engineer.ts';
import type { Matrix } from '../features/matrix.ts';
import { fitScaler, type Scaler, transform } from '../features/scale.ts';
import { HEAVY_TAILED, selectFeatures } from '../features/select.ts';
import type { Engineered } from './engineer.ts';
import { matrixRemarks, type Remark } from './lessons.ts';
import type { LabParameters } from './parameter-facts.ts';

/** What the detectors see. */
export interface Scaled {
  readonly matrix: Matrix;
  readonly scaler: Scaler;
  /** What each column is, in the words of its formula; empty for a column of an imported table. */
  readonly formulas: readonly string[];
  readonly remarks: readonly Remark[];
}

/**
 * Step 3: the selected features, scaled. The scaler learns from all flows, as the notebook's does.
 * A table of numbers keeps all its columns.
 */
export function scaleFeatures(
  engineered: Engineered,
  parameters: Pick<LabParameters, 'features' | 'logRatios' | 'scaler'>,
): Scaled {
  const { features, fromFlows } = engineered;
  const { logRatios } = parameters;
  const selected = fromFlows ? selectFeatures(features, parameters.features, logRatios) : features;
  const scaler = fitScaler(parameters.scaler, selected);
  const formulas = fromFlows
    ? parameters.features.map((name) => formulaOf(name, logRatios))
    : selected.names.map(() => '');
  const matrix = transform(scaler, selected);
  return { matrix, scaler, formulas, remarks: matrixRemarks(matrix) };
}

function formulaOf(name: string, logRatios: boolean): string {
  const formula = FEATURES.find((feature) => feature.name === name)?.formula ?? '';
  return logRatios && HEAVY_TAILED.includes(name) ? `log1p(${formula})` : formula;
}
