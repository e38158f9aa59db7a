import { DETECTOR_NAMES } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Check } from './checks.ts';
import { pathsIn } from './figures.ts';

/** What of a report does not depend on which detectors run. */
const WITHOUT_DETECTORS = [
  'parameters',
  'format',
  'flows',
  'import',
  'features',
  'formulas',
  'engineered',
  'baseline',
  'scaler',
  'shape',
  // The study runs the first of those chosen by itself.
  'pitfalls',
];

/** The paths of the report that a check reads; those inside of counted items are of these items. */
function pathsOf(check: Check): string[] {
  if (typeof check === 'boolean') return [];
  if ('and' in check) return check.and.flatMap(pathsOf);
  if ('or' in check) return check.or.flatMap(pathsOf);
  const asked = typeof check.value === 'object' ? [check.value.path] : [];
  if ('count' in check) return [check.count, ...asked];
  return [check.path, ...(check.of === null ? [] : [check.of]), ...asked];
}

/**
 * The detectors, of those chosen, that have to run for what these texts and checks read to be as with
 * all of them: one alone where only its own figures are read, all where they are compared.
 */
export function neededDetectors(
  paths: readonly string[],
  chosen: readonly DetectorName[],
): DetectorName[] {
  const needed = new Set<string>();
  for (const path of paths) {
    const [first = '', second = ''] = path.split('.');
    if (WITHOUT_DETECTORS.includes(first)) continue;
    const name = DETECTOR_NAMES.find((one) => one === second.replace(/\[.*/, ''));
    if (first !== 'detectors' || name === undefined || name === 'ensemble') return [...chosen];
    needed.add(name);
  }
  const ran = chosen.filter((name) => needed.has(name));
  // A run has a detector.
  return ran.length > 0 ? ran : chosen.slice(0, 1);
}

/** The paths of the report that a text asks for figures of, and those that a check reads. */
export function pathsRead(checks: readonly Check[], texts: readonly string[]): string[] {
  return [...checks.flatMap(pathsOf), ...texts.flatMap(pathsIn)];
}
