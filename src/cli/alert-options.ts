import type { DetectorName, LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import {
  ALERT_ENDINGS,
  ALERT_FORMATS,
  type AlertFormat,
} from '../pipeline/triage/alert-endings.ts';
import { RULE_FORMS } from '../pipeline/triage/rules.ts';
import { UsageError } from './usage-error.ts';

/** The options for triage; they stand among those for files. */
export const ALERT_OPTIONS = [
  {
    flag: 'allow',
    value: 'RULE',
    meaning: `Flows that raise no alert: ${RULE_FORMS}. May be repeated.`,
  },
  {
    flag: 'alerts',
    value: 'FILE',
    meaning:
      'Write the alerts, the most anomalous first, with the reasons and the most unusual features of each (.csv or .jsonl), as documents of the Elastic Common Schema (.ecs.jsonl) or as Zeek writes logs (.log); these two with the Community ID.',
  },
  {
    flag: 'alerts-of',
    value: 'DETECTOR',
    meaning: 'The detector whose alerts --alerts writes. Default: the first of --detectors.',
  },
] as const;

/** A file of alerts to write. */
export interface AlertsFile {
  readonly file: string;
  readonly format: AlertFormat;
  /** The detector, as typed; `undefined`: the first that runs. */
  readonly of: string | undefined;
}

/**
 * The file that `--alerts` asks for; its ending says how it is written.
 *
 * @param of the detector, by `--alerts-of`
 * @throws UsageError
 */
export function alertsFile(
  file: string | undefined,
  of: string | undefined,
): AlertsFile | undefined {
  if (file === undefined) {
    if (of !== undefined) throw new UsageError('--alerts-of goes with --alerts FILE.');
    return undefined;
  }
  const format = ALERT_FORMATS.find((one) => file.toLowerCase().endsWith(ALERT_ENDINGS[one]));
  if (format === undefined) {
    throw new UsageError(
      `--alerts needs a file that ends in ${Object.values(ALERT_ENDINGS).join(' or ')}; got "${file}".`,
    );
  }
  return { file, format, of };
}

/** The detector whose alerts are wanted, among those that run. @throws UsageError for another */
export function alertsDetector(
  { of }: AlertsFile,
  { detectors }: Pick<LabParameters, 'detectors'>,
): DetectorName {
  const detector = of === undefined ? detectors[0] : detectors.find((name) => name === of);
  if (detector !== undefined) return detector;
  throw new UsageError(`--alerts-of must be ${detectors.join(' or ')}; got "${of}".`);
}
