import { restoreDetector } from '../src/pipeline/detecting/detector-makers.ts';
import { detectorFacts } from '../src/pipeline/detecting/detector-table.ts';
import type { MemberName, ParameterChanges } from '../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../src/pipeline/parameters/parameters.ts';
import { fitPlane, planeField } from '../src/pipeline/plane/field.ts';
import { COARSE_GRID, FULL_GRID, planeFlows } from '../src/pipeline/plane/plane-flows.ts';
import { type PlaneModel, probePlane } from '../src/pipeline/plane/probe.ts';
import { FIRST_DETECTORS, FIRST_FEATURES } from '../src/pipeline/plane/stories.ts';
import { engineerTraffic } from '../src/pipeline/run/engineer.ts';
import { generateTraffic } from '../src/pipeline/traffic/generate.ts';
import { type Clock, type Timing, timed, timeRounds } from './timing.ts';

/** How long a plane keeps a person waiting, in milliseconds. */
export interface PlaneTimes {
  /** A detector's name, or all of them where the probe is moved. */
  readonly title: string;
  readonly settings: string;
  readonly jobs: Readonly<Partial<Record<PlaneJob, Timing>>>;
}

type PlaneJob = 'fit' | 'coarse' | 'first' | 'full' | 'probe';

/** As the lab starts, and where a slider of the planes ends. */
const SETTINGS: readonly { readonly title: string; readonly changes: ParameterChanges }[] = [
  { title: 'as it starts', changes: {} },
  { title: '300 trees, ν 0.3, k 100', changes: { nEstimators: 300, nu: 0.3, nNeighbors: 100 } },
];

export const PLANE_LEGEND = `Milliseconds, medians over rounds after a warm-up, on the lab’s own flows.
"fit" learns from the flows on two features; "coarse" and "full" score 80 × 60 and 160 × 120 points
with the fitted detector; "first" is what a slider waits for, fit and coarse; "probe" is one place of the
pointer until every detector has answered.
`;

/** Times the planes at the first two features, on the flows that the lab generates. */
export async function timePlanes(
  clock: Clock,
  repeat: number | undefined,
  report: (doing: string) => void,
): Promise<PlaneTimes[]> {
  const times: PlaneTimes[] = [];
  for (const { title, changes } of SETTINGS) {
    const parameters = { ...NOTEBOOK_PARAMETERS, ...changes } as typeof NOTEBOOK_PARAMETERS;
    const traffic = generateTraffic(parameters);
    const engineered = engineerTraffic(traffic, parameters);
    const plane = planeFlows(engineered, traffic.labels, FIRST_FEATURES, parameters);
    const context = { now: clock };
    const models: PlaneModel[] = [];
    for (const name of FIRST_DETECTORS) {
      report(`${name}, ${title}`);
      const jobs = await timeRounds(() => {
        const fitting = timed(clock, () => fitPlane(name, plane, parameters, context));
        const { estimator, fit } = fitting.result;
        const coarse = timed(clock, () => planeField(estimator, plane, fit.sorted, COARSE_GRID));
        // The page restores what was fitted before: another worker may have done that.
        const full = timed(clock, () =>
          planeField(restoreDetector(name, fit.json), plane, fit.sorted, FULL_GRID),
        );
        return {
          fit: fitting.milliseconds,
          coarse: coarse.milliseconds,
          first: fitting.milliseconds + coarse.milliseconds,
          full: full.milliseconds,
        };
      }, repeat);
      times.push({ title: detectorFacts(name).title, settings: title, jobs });
      models.push(modelOf(name, fitPlane(name, plane, parameters, context).fit));
    }
    report(`probe, ${title}`);
    let at = 0;
    const jobs = await timeRounds(() => {
      const place = [(++at * 0.618) % 1, (at * 0.414) % 1] as const;
      return { probe: timed(clock, () => probePlane(plane, models, place)).milliseconds };
    }, repeat);
    times.push({ title: 'All detectors', settings: title, jobs });
  }
  return times;
}

/** A detector as the page holds it. */
function modelOf(detector: MemberName, fit: ReturnType<typeof fitPlane>['fit']): PlaneModel {
  return { detector, estimator: restoreDetector(detector, fit.json), fit };
}

const JOBS: readonly PlaneJob[] = ['fit', 'coarse', 'first', 'full', 'probe'];

/** The times as a table, by settings. */
export function planeBenchReport(times: readonly PlaneTimes[]): string {
  const line = (title: string, cells: readonly string[]) =>
    `${title.padEnd(28)}${cells.map((cell) => cell.padStart(9)).join(' ')}`.trimEnd();
  return SETTINGS.map(({ title }) =>
    [
      `== ${title}`,
      line('', JOBS),
      ...times
        .filter(({ settings }) => settings === title)
        .map((one) =>
          line(
            one.title,
            JOBS.map((job) => cellOf(one.jobs[job])),
          ),
        ),
      '',
    ].join('\n'),
  ).join('\n');
}

function cellOf(timing: Timing | undefined): string {
  return timing === undefined ? '–' : timing.median.toFixed(timing.median < 10 ? 2 : 1);
}
