import { integerSeed } from '../../data/integer-seed.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { Traffic } from '../traffic/generate.ts';
import { namesAttacks } from '../traffic/labels.ts';

/** Name of the file that the Python reads where it cannot draw the flows itself. */
export const FLOWS_FILE = 'flows.csv';

/** Name of the file with the features of the baseline, where that is another file. */
export const BASELINE_FILE = 'baseline.csv';

/** Why there is no code for a trained lab that was loaded, and what there is instead. */
export const NO_PYTHON =
  'a trained lab has no Python equivalent, as the flows that it learnt from are not at hand; save ' +
  'the scored flows instead';

/** What stands in place of the code of a classifier where nothing is labelled. */
export const NOTHING_TO_LEARN = '# A classifier learns from labels, and this traffic has none.';

/** What the code is made for. */
export interface PythonRequest {
  readonly parameters: LabParameters;
  readonly source: PythonSource;
}

/** How Python comes by the traffic, and how much of it is labelled. */
export interface PythonSource {
  /** Drawn by NumPy, or read from the exported file: flows, or a table of numbers. */
  readonly from: 'draws' | 'flows' | 'table';
  readonly labels: 'all' | 'some' | 'none';
  /** Whether a table names its attacks, in a column before that of labels. */
  readonly named?: boolean;
  /** Flows, or rows of the table. */
  readonly rows?: number;
}

/** The names of attacks, as Python that follows the code of the traffic. */
export function attackNames({ from, named = false }: PythonSource): string {
  return from === 'table' && !named ? '"attack"' : 'flows["attack_type"]';
}

/**
 * The source for a seed, or for traffic that was imported (`null`: it is generated). NumPy draws
 * the flows of an integer seed; their start times, and flows of a text seed or a file, it can only
 * read.
 */
export function pythonSource(
  {
    seed,
    counts,
    timeFeatures,
    trainOn,
  }: Pick<LabParameters, 'seed' | 'counts' | 'timeFeatures' | 'trainOn'>,
  imported: Traffic | null,
): PythonSource {
  if (imported === null) {
    const drawn = integerSeed(seed) !== undefined && !timeFeatures && trainOn !== 'time';
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return { from: drawn ? 'draws' : 'flows', labels: 'all', rows };
  }
  const { unlabelled, total } = imported.summary;
  return {
    from: imported.flows === null ? 'table' : 'flows',
    labels: unlabelled === 0 ? 'all' : unlabelled === total ? 'none' : 'some',
    named: imported.flows === null && namesAttacks(imported.labels),
    rows: total,
  };
}
