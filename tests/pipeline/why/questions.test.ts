import { describe, expect, it } from 'vitest';
import { entryAt } from '../../../src/data/entry-at.ts';
import { fittedModels } from '../../../src/pipeline/what-if/scorers.ts';
import { openWhy } from '../../../src/pipeline/why/questions.ts';
import { runOf } from '../what-if/runs.ts';

describe('questions about the flows of a run', () => {
  it('are answered from what crosses to a worker, all about the same flow', async () => {
    const run = await runOf();
    const models = fittedModels(run, null);
    // As it arrives there.
    const answer = openWhy(structuredClone({ run, models, trained: null }));
    const { detector, assessment } = entryAt(run.detections, 0, 'detection');
    const row = assessment.predictions.indexOf(-1);
    const asked = { row, detector };

    const inside = answer({ kind: 'inside', asked });
    const score = entryAt(assessment.scores, row, 'score');
    expect(inside.score).toBe(score);
    const reasons = answer({ kind: 'reasons', asked });
    expect(reasons.answer.anomalyScore).toBe(-score);
    expect(answer({ kind: 'turning', asked }).answer).toEqual(reasons.answer);

    const { answers, refused } = answer({ kind: 'whatIf', asked: { row, changes: {} } });
    expect(refused).toEqual([]);
    expect(answers.map((one) => -one.anomalyScore)).toEqual(
      run.detections.map((one) => one.assessment.scores[row]),
    );

    const { columns } = answer({ kind: 'ranges', asked: { ...asked, changes: {} } });
    for (const { column, track } of columns) {
      expect(track.alerts.length, column.name).toBe(track.values.length);
      const at = track.values.indexOf(track.measured ?? '');
      if (track.measured !== undefined) expect(track.alerts[at], column.name).toBe(true);
    }
  });
});
