import { describe, expect, it } from 'vitest';
import { transform } from '../../../src/features/scale.ts';
import { baselineSources } from '../../../src/pipeline/baseline/baseline.ts';
import { DETECTOR_NAMES } from '../../../src/pipeline/detecting/detector-table.ts';
import type { ParameterChanges } from '../../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { featuresOfFlows } from '../../../src/pipeline/run/flow-features.ts';
import { runLab } from '../../../src/pipeline/run/lab.ts';
import { selectionOf } from '../../../src/pipeline/run/scale.ts';
import { trainLab } from '../../../src/pipeline/trained-lab/trained-lab.ts';
import { changedRowsOf } from '../../../src/pipeline/what-if/changed-features.ts';
import { counterfactualsOf } from '../../../src/pipeline/what-if/counterfactual.ts';
import { createRescorer, type Rescorer } from '../../../src/pipeline/what-if/rescorer.ts';
import { fittedModels } from '../../../src/pipeline/what-if/scorers.ts';
import { createWhatIf } from '../../../src/pipeline/what-if/what-if.ts';
import { rescorerOf, runOf } from './runs.ts';

/** Every flow of the run, scored again as it was measured, beside the table's. */
function differences({ run, score }: Rescorer): string[] {
  const found: string[] = [];
  for (let row = 0; row < run.traffic.summary.total; row++) {
    const { answers } = score(row, {});
    run.detections.forEach(({ detector, assessment }, at) => {
      const same =
        Object.is(answers[at].anomalyScore, -assessment.scores[row]) &&
        Object.is(answers[at].decision, assessment.decisions[row]) &&
        answers[at].alert === (assessment.predictions[row] === -1);
      if (!same)
        found.push(
          `${detector} ${row}: ${answers[at].anomalyScore} for ${-assessment.scores[row]}`,
        );
    });
  }
  return found;
}

const SETTINGS: Readonly<Record<string, ParameterChanges>> = {
  'all detectors, learning from all': { detectors: DETECTOR_NAMES },
  'all detectors, learning from normal flows': { detectors: DETECTOR_NAMES, trainOn: 'normal' },
  'time features': { timeFeatures: true, timeZone: 'Europe/Prague' },
  'logged tails, another scaler': { logRatios: true, scaler: 'standard' },
  'a threshold by hand': { isolationForestThreshold: -0.55, oneClassSvmThreshold: 20 },
  'an ensemble whose members are not shown': { detectors: ['ensemble'], ensemble: 'mean-gaussian' },
  'few columns': { features: ['log_bytes', 'log_packets', 'log_duration'], nNeighbors: 5 },
};

/** `LAB_LONG=1`: all flows of two seeds besides. */
const LONG: Readonly<Record<string, ParameterChanges>> = {
  'seed 42': { detectors: DETECTOR_NAMES, counts: NOTEBOOK_PARAMETERS.counts },
  'seed 7': { detectors: DETECTOR_NAMES, counts: NOTEBOOK_PARAMETERS.counts, seed: '7' },
};

describe('a flow as it was measured, scored again', () => {
  const all = { ...SETTINGS, ...(process.env.LAB_LONG === '1' ? LONG : {}) };
  for (const [name, changes] of Object.entries(all)) {
    it(`has the table's scores to the bit: ${name}`, async () => {
      expect(differences(await rescorerOf(changes))).toEqual([]);
    });
  }
});

describe('a flow scored by a trained lab', () => {
  it("has the table's scores to the bit, too", async () => {
    const first = await runOf({
      trainOn: 'normal',
      detectors: ['isolation-forest', 'local-outlier-factor', 'ensemble'],
      ensemble: 'mean-gaussian',
      isolationForestThreshold: -0.55,
    });
    const { engineered, parameters, traffic } = first;
    const training = { engineered, parameters, sources: baselineSources(traffic, null) };
    const saving = { created: null, belongings: { allow: [], mappings: null } };
    const trained = trainLab(training, saving);
    // The ensemble knows the forest by another threshold than the one in force.
    const moved = { ...parameters, isolationForestThreshold: -0.5 };
    const run = await runLab(traffic, moved, { now: () => 0 }, { trained });
    expect(differences(createRescorer(run, trained, fittedModels(run, trained)))).toEqual([]);
  });
});

describe('a changed flow', () => {
  it('is scored as a flow that had been so when nothing compares it with others', async () => {
    const { run, score, measured } = await rescorerOf({ detectors: ['isolation-forest'] });
    const other = 7;
    const changes = measured.valuesOf(other);
    // Every raw column of another flow: the forest sees that flow.
    const { answers, refused } = score(3, changes);
    expect(refused).toEqual([]);
    expect(answers[0].anomalyScore).toBe(-run.detections[0].assessment.scores[other]);
  });

  it('is not scored where no flow can be so', async () => {
    const { score } = await rescorerOf({ detectors: ['isolation-forest'] });
    const { answers, refused } = score(3, { packets_sent: 1.5 });
    expect(answers).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual([
      'packets_sent must be a whole number; got 1.5.',
    ]);
  });

  it('has time features of its new hour among the flows of its originator', async () => {
    const { run, measured, score, answersOf } = await rescorerOf({
      timeFeatures: true,
      detectors: ['ecod'],
    });
    const row = 11;
    const { flows } = run.traffic;
    if (!flows?.startTime) throw new Error('made-up flows have times');
    const { hour, bytes_sent } = measured.valuesOf(row);
    const later = Number(hour) < 12 ? Number(hour) + 6 : Number(hour) - 6;
    const changes = [{ hour: later }, {}, { bytes_sent: 3 * Number(bytes_sent) }];
    const startTime = flows.startTime.slice();
    startTime[row] += (later - Number(hour)) * 3600;
    const bytesSent = flows.bytesSent.slice();
    bytesSent[row] *= 3;
    const { matrix, scaler } = run.scaled;
    const seen = changedRowsOf(run, measured.startOf)(row, changes);
    [{ ...flows, startTime }, flows, { ...flows, bytesSent }].forEach((changed, at) => {
      const features = featuresOfFlows(changed, run.parameters);
      const selected = transform(scaler, selectionOf(true, run.parameters)(features));
      const rowOf = ({ data }: { data: Float64Array }, place: number) => [
        ...data.subarray(place * matrix.columns, (place + 1) * matrix.columns),
      ];
      expect(rowOf(seen, at)).toEqual(rowOf(selected, row));
    });
    expect(score(row, changes[0]).answers).toEqual(answersOf(row, [changes[0]], 'ecod'));
  });
});

describe('a table of numbers', () => {
  it("has its own columns, the table's scores to the bit, and changes that turn verdicts", async () => {
    const { parameters, traffic: made, engineered } = await runOf();
    const traffic = { ...made, flows: null, table: engineered.features };
    const run = await runLab(traffic, parameters, { now: () => 0 });
    const whatIf = createWhatIf(run, null, fittedModels(run, null));
    expect(whatIf.rescorer.columns.map(({ name }) => name)).toEqual(engineered.features.names);
    expect(differences(whatIf.rescorer)).toEqual([]);
    const row = run.detections[2].evaluation.topAnomalies[0];
    const { found, sentence } = counterfactualsOf(whatIf, row, 'local-outlier-factor');
    expect(sentence).toMatch(found.length > 0 ? /if it had / : /no change/);
    for (const { answer } of found) expect(answer.alert).toBe(false);
  });
});
