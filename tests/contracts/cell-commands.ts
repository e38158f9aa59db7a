import type { CellId, CellValue } from '../../src/notebook/cell-definition.ts';
import { isDetector } from '../../src/pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../src/pipeline/parameters/lab-parameters.ts';
import type { Detection } from '../../src/pipeline/run/detect.ts';

/** How the command line gives what a cell shows. */
interface CellCommand<Value> {
  /** Words of the command line, besides what sets the lab up. */
  readonly options: readonly string[];
  /** Some figures of the cell's result. */
  readonly shown: (value: Value) => readonly (number | null)[];
  /** The same figures in the report as JSON. */
  readonly printed: (report: Report) => readonly unknown[];
}

/** A report as JSON: whoever reads it knows what to look for. */
// biome-ignore lint/suspicious/noExplicitAny: a place that is not there must fail, not be guarded
export type Report = any;

/** A row of the table, its types checked against one another. */
const command = <Id extends CellId>(id: Id, row: CellCommand<CellValue<Id>>) =>
  [id, row as unknown as CellCommand<unknown>] as const;

/** The counterparts of the cells that are no detector's. */
const COMMANDS = new Map<CellId, CellCommand<unknown>>([
  command('generate', {
    options: [],
    shown: ({ summary: { total, normal, attack } }) => [total, normal, attack],
    printed: ({ flows: { total, normal, attack } }) => [total, normal, attack],
  }),
  command('engineer', {
    options: [],
    shown: ({ classMeans }) => classMeans.flatMap(({ normal, attack }) => [normal, attack]),
    printed: ({ engineered: { classMeans } }) =>
      classMeans.flatMap(({ normal, attack }: Report) => [normal, attack]),
  }),
  command('scale', {
    options: [],
    shown: ({ scaler: { center, scale } }) => [...center, ...scale],
    printed: ({ scaler: { center, scale } }) => [...center, ...scale],
  }),
  command('compare', {
    options: [],
    shown: ({ agreement: { flaggedBy } }) => flaggedBy,
    printed: ({ comparison: { agreement } }) => agreement.flaggedBy,
  }),
  command('scores', {
    options: [],
    shown: (scores) => scores.flatMap(({ percentile90, threshold }) => [percentile90, threshold]),
    printed: ({ detectors }) =>
      Object.values<Report>(detectors).flatMap(({ scores: { percentile90, threshold } }) => [
        percentile90,
        threshold,
      ]),
  }),
  command('timeline', {
    options: ['--timeline'],
    shown: (timeline) => [...(timeline?.flows ?? [])],
    printed: ({ timeline: { flows } }) => flows,
  }),
  command('voting', {
    options: ['--voting'],
    shown: ({ rows }) => rows.map(({ results }) => results.averagePrecision?.mean ?? null),
    printed: ({ voting: { contenders } }) =>
      contenders.map(({ results }: Report) => results.averagePrecision.mean),
  }),
  command('time', {
    options: ['--time-study'],
    shown: ({ gains }) => gains.map((gain) => gain.with),
    printed: ({ timeStudy: { gains } }) => gains.map((gain: Report) => gain.with),
  }),
  command('attack-classifier', {
    options: ['--classify'],
    shown: ({ evaluation }) => [evaluation?.macroF1 ?? null, evaluation?.accuracy ?? null],
    printed: ({ classifier: { evaluation } }) => [evaluation.macroF1, evaluation.accuracy],
  }),
  command('unknown-attack', {
    options: ['--unknown-attack'],
    shown: ({ rows }) => rows.map(({ calls }) => calls.calledNormal),
    printed: ({ unknownAttack: { rows } }) => rows.map(({ calls }: Report) => calls.calledNormal),
  }),
  command('red-team', {
    options: ['--red-team', 'data_exfil'],
    shown: ({ steps, poisoning }) => [
      ...steps.flatMap(({ price, results }) => [price.flows, ...results.map(foundIn)]),
      ...poisoning.flatMap(({ results }) => results.map(foundIn)),
    ],
    printed: ({ redTeam: { steps, poisoning } }) => [
      ...steps.flatMap(({ price, results }: Report) => [price.flows, ...results.map(foundIn)]),
      ...poisoning.flatMap(({ results }: Report) => results.map(foundIn)),
    ],
  }),
  command('pitfalls', {
    options: ['--pitfalls'],
    shown: ({ rows }) => rows.flatMap(({ published, honest }) => [published, honest]),
    printed: ({ pitfalls: { rows } }) =>
      rows.flatMap(({ published, honest }: Report) => [published, honest]),
  }),
  command('stream', {
    options: ['--stream', 'half-space-trees'],
    shown: ({ report: { flows, judged, alerts } }) => [flows, judged, alerts],
    printed: ({ stream: { flows, judged, alerts } }) => [flows, judged, alerts],
  }),
]);

function foundIn({ found }: { readonly found: { readonly mean: number } }): number {
  return found.mean;
}

/** The command line's counterpart of a cell; `undefined`: nobody said how to get the same there. */
export function cellCommand(id: CellId): CellCommand<unknown> | undefined {
  if (isDetector(id)) return detectorCommand(id)[1];
  return COMMANDS.get(id);
}

function detectorCommand(name: DetectorName) {
  return command(name, {
    options: ['--detectors', name],
    shown: ({ evaluation: { predictedAnomalies, f1, rocAuc } }: Detection) => [
      predictedAnomalies,
      f1,
      rocAuc,
    ],
    printed: ({ detectors }) => {
      const { predictedAnomalies, f1, rocAuc } = detectors[name];
      return [predictedAnomalies, f1, rocAuc];
    },
  });
}
