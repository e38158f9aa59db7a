import { describe, expect, it } from 'vitest';
import { formulaWords } from '../../src/features/feature-table.ts';
import { NOTEBOOK_FEATURES } from '../../src/features/notebook-features.ts';
import { TIME_FEATURES } from '../../src/features/time-features.ts';
import { baselineSources } from '../../src/pipeline/baseline/baseline.ts';
import { baselineTraffic } from '../../src/pipeline/baseline/baseline-traffic.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { inProcess } from '../../src/pipeline/plan/in-process.ts';
import { engineerTraffic } from '../../src/pipeline/run/engineer.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { leaveOutResults, planLeaveOut } from '../../src/pipeline/studies/leave-out.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { trainedLabText, trainLab } from '../../src/pipeline/trained-lab/trained-lab.ts';
import { readTrainedLab } from '../../src/pipeline/trained-lab/trained-lab-read.ts';
import { FEW, parametersWith, tableTraffic, timelessTraffic } from './baseline-runs.ts';

const CONTEXT = { now: () => 0 };
const TIMED = parametersWith({
  counts: FEW,
  timeFeatures: true,
  detectors: ['local-outlier-factor'],
});
const NAMES = TIME_FEATURES.map(({ name }) => name);

describe('time features in the lab', () => {
  it('are not there unless they are asked for', async () => {
    const { engineered, scaled } = await runLab(
      generateTraffic(TIMED),
      parametersWith({}),
      CONTEXT,
    );
    expect(engineered.features.names).toEqual(NOTEBOOK_FEATURES.map(({ name }) => name));
    expect(scaled.matrix.names).toEqual(NOTEBOOK_PARAMETERS.features);
  });

  it('stand behind the others, which they leave as they are', async () => {
    const traffic = generateTraffic(TIMED);
    const plain = await runLab(traffic, { ...TIMED, timeFeatures: false }, CONTEXT);
    const timed = await runLab(traffic, TIMED, CONTEXT);
    expect(timed.scaled.matrix.names).toEqual([...plain.scaled.matrix.names, ...NAMES]);
    expect(timed.scaled.formulas.slice(-NAMES.length)).toEqual(TIME_FEATURES.map(formulaWords));
    const { rows, columns, data } = plain.scaled.matrix;
    const wide = timed.scaled.matrix;
    for (let row = 0; row < rows; row++) {
      const own = wide.data.subarray(row * wide.columns, row * wide.columns + columns);
      expect(own).toEqual(data.subarray(row * columns, (row + 1) * columns));
    }
  });

  it('cannot be had of traffic without times, nor of a table', () => {
    expect(() => engineerTraffic(timelessTraffic(TIMED), TIMED)).toThrow(/lacks start times/);
    expect(() => engineerTraffic(tableTraffic(['a'], [[1]]), TIMED)).toThrow(/table of numbers/);
    expect(() => baselineTraffic(timelessTraffic(TIMED), 'old.csv', TIMED)).toThrow(/lacks start/);
  });

  it('are learnt from another file too', async () => {
    const parameters = { ...TIMED, trainOn: 'file' as const };
    const other = baselineTraffic(generateTraffic({ ...TIMED, seed: '7' }), 'other.csv', TIMED);
    const { scaled } = await runLab(generateTraffic(TIMED), parameters, CONTEXT, { other });
    expect(scaled.baseline?.matrix?.names.slice(-NAMES.length)).toEqual(NAMES);
  });

  it('are left out one by one and as families of their own', async () => {
    const { scaled, traffic } = await runLab(generateTraffic(TIMED), TIMED, CONTEXT);
    const plan = planLeaveOut(scaled, traffic.labels, TIMED);
    const families = plan.items.filter(({ kind }) => kind === 'family');
    expect(families.find(({ name }) => name === 'rhythm')?.columns).toEqual([
      'log_pair_gap',
      'log_gap_variation',
    ]);
    const { labels } = traffic;
    const outcomes = await inProcess(CONTEXT).runEach(
      'try',
      plan.trials.map((trial) => ({ trial, scaled, labels })),
    );
    expect(leaveOutResults(plan, outcomes)[0].losses).toHaveLength(plan.items.length);
  });

  it('are saved with a lab that has learnt them, and asked for by it', async () => {
    const traffic = generateTraffic(TIMED);
    const engineered = engineerTraffic(traffic, TIMED);
    const saving = { created: null, belongings: { allow: [], mappings: null } };
    const lesson = { engineered, parameters: TIMED, sources: baselineSources(traffic, null) };
    const trained = readTrainedLab(trainedLabText(trainLab(lesson, saving)));
    const tomorrow = generateTraffic({ ...TIMED, seed: '7' });
    const usual = parametersWith({ detectors: TIMED.detectors });
    const run = await runLab(tomorrow, usual, CONTEXT, { trained });
    expect(run.parameters.timeFeatures).toBe(true);
    expect(run.scaled.matrix.names.slice(-NAMES.length)).toEqual(NAMES);
    await expect(runLab(timelessTraffic(TIMED), TIMED, CONTEXT, { trained })).rejects.toThrow(
      /lacks start/,
    );
  });
});
