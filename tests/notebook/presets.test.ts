import { describe, expect, it } from 'vitest';
import { figuresMovedSince, type PinnedRun, settingsSince } from '../../src/notebook/pins.ts';
import { PRESETS } from '../../src/notebook/presets.ts';
import type { ParameterChanges } from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';

const traffic = generateTraffic(NOTEBOOK_PARAMETERS);

function changeOf(name: string): ParameterChanges {
  const preset = PRESETS.find((one) => one.name === name);
  const change = preset?.change(traffic.summary);
  if (change === null || change === undefined) throw new Error(`${name} changes nothing`);
  return change;
}

async function run(changed: ParameterChanges) {
  const parameters = { ...NOTEBOOK_PARAMETERS, ...changed };
  const { compared } = await runLab(traffic, parameters, { now: () => 0 });
  return { parameters, rows: compared.comparison.rows };
}

function rocAuc({ rows }: Awaited<ReturnType<typeof run>>, detector: string): number {
  return rows.find(({ name }) => name === detector)?.rocAuc ?? Number.NaN;
}

describe('settings that tell a story keep their word', async () => {
  const before = await run({});

  it('logs the heavy tails, and the One-Class SVM sees again', async () => {
    const after = await run(changeOf('Log the heavy tails'));
    expect(rocAuc(before, 'one-class-svm')).toBeLessThan(0.5);
    expect(rocAuc(after, 'one-class-svm')).toBeGreaterThan(rocAuc(before, 'one-class-svm') + 0.2);
  });

  it('takes more neighbours than an attack has flows, and the factor unmasks them', async () => {
    const change = changeOf('More neighbours than an attack has flows');
    expect(change.nNeighbors).toBe(60);
    expect(rocAuc(await run(change), 'local-outlier-factor')).toBeGreaterThan(
      rocAuc(before, 'local-outlier-factor'),
    );
  });

  it('sets contamination to the share of attacks', () => {
    expect(changeOf('Contamination = share of attacks')).toMatchObject({ contamination: 0.1403 });
  });

  it('flags as many as there are attacks, whatever threshold was set before', async () => {
    const { rows } = await run({
      isolationForestThreshold: -0.9,
      ...changeOf('Contamination = share of attacks'),
    });
    const forest = rows.find(({ name }) => name === 'isolation-forest');
    expect(forest?.predictedAnomalies).toBe(310);
  });

  it('lets them vote: two rules and an ensemble stand beside the three', async () => {
    expect((await run(changeOf('Let them vote'))).rows.map(({ name }) => name)).toEqual([
      'isolation-forest',
      'one-class-svm',
      'local-outlier-factor',
      'robust-z-score',
      'interquartile-fence',
      'ensemble',
    ]);
  });

  it('looks at the clock, and the beacon that nobody found is found', async () => {
    const found = async (changed: ParameterChanges) => {
      const parameters = { ...NOTEBOOK_PARAMETERS, ...changed };
      const { detections } = await runLab(traffic, parameters, { now: () => 0 });
      const rates = detections.map(({ evaluation }) =>
        evaluation.rankedAttacks?.find(({ type }) => type === 'c2_beacon'),
      );
      return Math.max(...rates.map((attack) => attack?.rate ?? 0));
    };
    expect(await found({})).toBeLessThan(0.5);
    expect(await found(changeOf('Use time features'))).toBeGreaterThan(0.9);
  });

  it('does not offer what the traffic does not allow', () => {
    const { normal: _, ...summary } = traffic.summary;
    const unlabelled = { ...summary, normal: 0, attack: 0, types: [] };
    const offered = PRESETS.filter(({ change }) => change(unlabelled) !== null);
    expect(offered.map(({ name }) => name)).toEqual([
      'Default settings',
      'Log the heavy tails',
      'Let them vote',
    ]);
  });
});

describe('a pinned run', async () => {
  const { parameters, rows } = await run({});
  const pinned: PinnedRun = { parameters, rows, source: 'generated flows' };

  it('is compared figure by figure, and the settings that differ are named', async () => {
    const after = await run({ contamination: 0.14 });
    expect(settingsSince(pinned, after.parameters)).toEqual(['Contamination: 0.1 → 0.14']);
    const changes = figuresMovedSince(pinned, after.rows);
    expect(changes).toHaveLength(3 * 7);
    const flagged = changes.find(({ figure }) => figure === 'alerts');
    expect(flagged).toMatchObject({ pinned: 221, now: 310, difference: 89 });
  });

  it('does not differ from itself', () => {
    expect(settingsSince(pinned, parameters)).toEqual([]);
    for (const { difference } of figuresMovedSince(pinned, rows)) expect(difference).toBe(0);
  });
});
