import { expect, it } from 'vitest';
import { inProcess } from '../../../src/pipeline/plan/in-process.ts';
import { fittedModels } from '../../../src/pipeline/what-if/scorers.ts';
import { createWhatIf } from '../../../src/pipeline/what-if/what-if.ts';
import { whyMissed } from '../../../src/pipeline/what-if/why-missed.ts';
import { runOf } from './runs.ts';

const run = await runOf();
const whatIf = createWhatIf(run, null, fittedModels(run, null));
const tasks = inProcess({ now: () => 0 });

it('counts the missed flows, and what another run finds of them', async () => {
  const { flows, detectors, settings, sentence } = await whyMissed(whatIf, 'c2_beacon', tasks);
  const { attackType } = run.traffic.labels;
  const code = attackType.names.indexOf('c2_beacon');
  const rows = [...attackType.codes.keys()].filter((row) => attackType.codes[row] === code);
  expect(flows).toBe(rows.length);
  detectors.forEach(({ missed, inside, like, apart }, at) => {
    const { predictions } = run.detections[at].assessment;
    expect(missed.map(({ row }) => row)).toEqual(rows.filter((row) => predictions[row] === 1));
    const sum = (counts: readonly { flows: number }[]) =>
      counts.reduce((total, one) => total + one.flows, 0);
    expect(sum(like)).toBe(missed.length);
    expect(inside + sum(apart)).toBe(missed.length);
  });
  // Three choices by themselves and together.
  expect(settings).toHaveLength(7);
  const { changes, detectors: found } = settings[6];
  const again = await runOf(changes);
  expect(changes).toEqual({ logRatios: true, trainOn: 'normal', timeFeatures: true });
  again.detections.forEach(({ assessment: { predictions } }, at) => {
    expect(found[at].found).toBe(rows.filter((row) => predictions[row] === -1).length);
    expect(found[at].alerts).toBe(predictions.filter((one) => one === -1).length);
  });
  const most = Math.max(...settings.flatMap((one) => one.detectors.map(({ found: n }) => n)));
  expect(sentence).toContain(`finds ${most} of ${flows}`);
});

it('names the attacks that there are', async () => {
  await expect(whyMissed(whatIf, 'worm', tasks)).rejects.toThrow(
    'There is no attack "worm" in this traffic: choose among',
  );
});
