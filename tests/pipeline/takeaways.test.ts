import { expect, test } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { reportOf } from '../../src/pipeline/run/report.ts';
import { takeawaysOf } from '../../src/pipeline/run/takeaways.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { withMarks } from '../../src/pipeline/triage/marks.ts';

const run = await runLab(generateTraffic(NOTEBOOK_PARAMETERS), NOTEBOOK_PARAMETERS, {
  now: () => 0,
});
const { detectors, takeaways } = reportOf(run);
const text = takeaways.join('\n');

test('the sentences carry the figures of the report', () => {
  for (const { confusion, rocAuc } of Object.values(detectors)) {
    if (confusion === null || rocAuc === null) throw new Error('Generated flows carry labels.');
    const [[, fp], [fn, tp]] = confusion;
    expect(text).toContain(`${tp + fp} alerts, ${tp} right. ${fn} of 310 attacks missed.`);
    expect(text).toContain(`ROC AUC ${rocAuc.toFixed(3)}`);
  }
});

test('kinds are called unseen only where every detector finds less than half of them', () => {
  const rates = Object.values(detectors).map(({ detectionRate }) => detectionRate ?? {});
  const blind = Object.keys(rates[0]).filter((type) => rates.every((rate) => rate[type] < 0.5));
  expect(blind).toEqual(['c2_beacon', 'brute_force']);
  expect(text).toContain('less than half of c2 beacon and brute force');
});

test('the flags beat the detectors with a lower F1, and no other', () => {
  expect(text).toContain(
    'F1 0.652. That is better than One-Class SVM (0.147) and Local Outlier Factor',
  );
  expect(text).not.toContain('better than Isolation Forest');
});

test('rare attacks are told by the arithmetic of Bayes', () => {
  const { recall, falsePositiveRate } = detectors['isolation-forest'];
  const found = (recall ?? 0) * 0.001;
  const right = found / (found + (falsePositiveRate ?? 0) * 0.999);
  expect(text).toContain(`${(100 * right).toFixed(1)} % would be.`);
});

test('without labels the sentences say how many alerts each raises, and how many all raise', async () => {
  const traffic = withMarks(run.traffic, new Map(), true);
  const unlabelled = reportOf(await runLab(traffic, NOTEBOOK_PARAMETERS, { now: () => 0 }));
  const all = unlabelled.comparison.agreement.flaggedBy[3];
  expect(unlabelled.takeaways).toEqual([
    'Isolation Forest raises 221 alerts on 2,210 flows.',
    `One-Class SVM raises ${detectors['one-class-svm'].predictedAnomalies} alerts on 2,210 flows.`,
    'Local Outlier Factor raises 221 alerts on 2,210 flows.',
    expect.stringContaining(
      ` All 3 detectors raise an alert on ${all} flows: look at these first.`,
    ),
  ]);
});

test('nothing has run: nothing is said', () => {
  expect(takeawaysOf({ flags: null, detections: [], compared: null })).toEqual([]);
});
