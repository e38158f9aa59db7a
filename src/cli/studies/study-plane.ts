import { InputError } from '../../data/errors.ts';
import type { OperatingPoint } from '../../eval/thresholds/operating-point.ts';
import { baselineSources } from '../../pipeline/baseline/baseline.ts';
import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import { planeFeature } from '../../pipeline/plane/axes.ts';
import { type AttackFound, NOT_FOUND } from '../../pipeline/plane/hardest-attack.ts';
import {
  type PlaneCounts,
  type PlaneReport,
  planeReport,
} from '../../pipeline/plane/plane-report.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import { neuralFor } from '../../pipeline/run/neural.ts';
import { kindOf } from '../../pipeline/run/words.ts';
import { columns, section } from '../layout.ts';
import { UsageError } from '../usage-error.ts';
import type { Study, StudyReport } from './study.ts';

/** A plane that was asked for. */
interface PlaneRequest {
  readonly features: readonly [string, string];
  /** `undefined`: a tenth of the flows. */
  readonly alerts: number | undefined;
}

export const study: Study<PlaneRequest> = {
  place: 5,
  option: {
    flag: 'plane',
    value: 'X,Y[,ALERTS]',
    meaning:
      'Fit the detectors on two features alone, such as packets,bytes, and print what the planes of the page count; ALERTS of each detector, or a tenth of the flows.',
  },
  fitsAgain: true,
  ask(typed) {
    const [x = '', y = '', alerts, ...rest] = typed.split(',').map((word) => word.trim());
    if (x === '' || y === '' || rest.length > 0) {
      throw new UsageError(`--plane needs two features such as packets,bytes; got "${typed}".`);
    }
    if (alerts !== undefined && !/^\d+$/.test(alerts)) {
      throw new UsageError(`--plane needs a whole number of alerts; got "${alerts}".`);
    }
    return { features: [x, y], alerts: alerts === undefined ? undefined : Number(alerts) };
  },
  report: planeStudy,
};

/** Alerts and errors of the detectors over two features, and what they find with all. */
async function planeStudy(
  run: LabRun,
  { features: words, alerts }: PlaneRequest,
): Promise<StudyReport> {
  const { traffic, engineered, parameters } = run;
  const { labels } = traffic;
  const { names } = engineered.features;
  const flows = labels.label.length;
  const wanted = alerts ?? Math.round(flows / 10);
  if (wanted > flows) {
    throw new InputError(
      `--plane takes at most as many alerts as there are flows, ${flows}; got ${wanted}.`,
    );
  }
  const features = [planeFeature(names, words[0]), planeFeature(names, words[1])] as const;
  const source = { engineered, labels, sources: baselineSources(traffic, null) };
  const neural = await neuralFor(parameters.detectors, parameters);
  const context = { now: () => performance.now(), neural };
  const report = planeReport(source, features, wanted, parameters, context);
  return {
    text: section(`Plane of ${features.join(' × ')}`, linesOf(report)),
    json: { plane: report },
  };
}

function linesOf({ alerts, plane, all, attacks, stories }: PlaneReport): string[] {
  return [
    ...table(`At ${alerts} alerts`, plane, ({ budget }) => budget),
    '',
    ...table('At its own threshold', plane, ({ own }) => own),
    '',
    ...table(`All features, ${alerts}`, all, ({ budget }) => budget),
    ...attackLines('Found on the plane', attacks.plane),
    ...attackLines('With all features', attacks.all),
    ...(stories.length === 0 ? [] : ['', columns(['Attacks found', 'before', 'after'])]),
    ...stories.map(({ id, off, on }) =>
      columns([id, ...[off, on].map(({ judged }) => String(judged?.confusion.tp ?? '–'))]),
    ),
  ];
}

function table(
  title: string,
  counts: readonly PlaneCounts[],
  pointOf: (counts: PlaneCounts) => OperatingPoint,
): string[] {
  const rows = counts.map((one) => {
    const { alerts, judged } = pointOf(one);
    const { tp, fn, fp } = judged?.confusion ?? {};
    const words = [alerts, tp, fn, fp].map((value) => String(value ?? '–'));
    return columns([titleOf(one.detector), ...words]);
  });
  return [columns([title, 'alerts', 'found', 'missed', 'false positive']), ...rows];
}

function attackLines(title: string, attacks: readonly AttackFound[]): string[] {
  const [first] = attacks;
  if (first === undefined) return [];
  const names = first.found.map(({ detector }) => titleOf(detector).slice(0, 14));
  const none = attacks.filter(({ best }) => best < NOT_FOUND).map(({ type }) => kindOf(type));
  return [
    '',
    columns([title, 'flows', ...names]),
    ...attacks.map(({ type, flows, found }) =>
      columns([type, String(flows), ...found.map((one) => String(one.flows))]),
    ),
    none.length === 0
      ? 'Each attack is found by at least one detector.'
      : `No detector finds half of: ${none.join(', ')}.`,
  ];
}
