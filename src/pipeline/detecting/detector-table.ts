/// <reference types="vite/types/importMeta.d.ts" />
import type { DetectorName, LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import type { ParameterFacts, ParameterKey } from '../parameters/parameter-types.ts';
import type { DetectorRow } from './detector-row.ts';
import { OWN_THRESHOLD, thresholdKey, withThreshold } from './hand-threshold.ts';
import { withSample } from './sample-size.ts';

const rows = import.meta.glob<DetectorRow>('../detectors/*.ts', { eager: true, import: 'row' });

/** What each detector is, in the lab's order. A file in `detectors/` is all that it takes. */
export const DETECTORS: readonly DetectorRow[] = Object.values(rows)
  .map((row) => withThreshold(withSample(row)))
  .sort((a, b) => a.place - b.place);

/** The reference's, which run unless others are chosen. */
export const NOTEBOOK_DETECTORS: readonly MemberName[] = [
  'isolation-forest',
  'one-class-svm',
  'local-outlier-factor',
];

/** Those that look at flows; an ensemble is made of them. */
export const MEMBER_NAMES: readonly MemberName[] = DETECTORS.filter(
  ({ combines }) => !combines,
).map(({ name }) => name);

/** All, each behind what it is made of. */
export const DETECTOR_NAMES: readonly DetectorName[] = DETECTORS.map(({ name }) => name);

/** No threshold set by hand. */
export const OWN_THRESHOLDS: Readonly<Record<ParameterKey, typeof OWN_THRESHOLD>> =
  Object.fromEntries(DETECTOR_NAMES.map((name) => [thresholdKey(name), OWN_THRESHOLD]));

/** What every detector's result depends on, whatever its kind; the seed draws the flows held out. */
export const TRAINING_PARAMETERS: readonly ParameterKey[] = [
  'trainOn',
  'holdOut',
  'evaluateOn',
  'seed',
];

/** The row of a detector by its name. */
export function detectorFacts(name: DetectorName): DetectorRow {
  const found = DETECTORS.find((row) => row.name === name);
  if (found === undefined) throw new Error(`There is no detector "${name}".`);
  return found;
}

export function isDetector(name: string): name is DetectorName {
  return DETECTOR_NAMES.includes(name);
}

/** The detector's title. */
export function titleOf(name: DetectorName): string {
  return detectorFacts(name).title;
}

/** The keys of the parameters that a detector's result depends on, besides those of the training. */
export function parametersOf(name: DetectorName): ParameterKey[] {
  const { shares, parameters } = detectorFacts(name);
  return [...shares, ...Object.keys(parameters)];
}

/** The rows of the parameters that single detectors have, detector after detector. */
export const OWN_PARAMETERS: readonly ParameterFacts[] = DETECTORS.flatMap(({ name, parameters }) =>
  Object.entries(parameters).map(([key, facts]): ParameterFacts => ({ key, step: name, ...facts })),
);

/** The detectors that the chosen ones need to run, each behind what it is made of. */
export function detectorsToRun({
  detectors,
  ensembleMembers,
}: Pick<LabParameters, 'detectors' | 'ensembleMembers'>): DetectorName[] {
  if (!detectors.some(isCombined)) return [...detectors];
  const others = detectors.filter((name) => !isCombined(name));
  const missing = ensembleMembers.filter((name) => !others.includes(name));
  return [...others, ...missing, ...detectors.filter(isCombined)];
}

/** Whether a detector is made of others' answers. */
function isCombined(name: DetectorName): boolean {
  return detectorFacts(name).combines === true;
}

/** The parameters that a detector's result depends on, its members' among them. */
export function parametersBehind(
  detector: DetectorName,
  { ensembleMembers }: Pick<LabParameters, 'ensembleMembers'>,
): ParameterKey[] {
  const members = isCombined(detector) ? ensembleMembers : [];
  return [...new Set([detector, ...members].flatMap(parametersOf))];
}
