import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const NETWORK = ['--detectors', 'autoencoder', '--epochs', '4', '--train-on', 'normal'];
const json = async (...args: string[]) => JSON.parse((await lab(args, folder)).stdout);

describe('the autoencoder on the command line', () => {
  test('tells its losses by epoch, and what computed them', async () => {
    const { detectors } = await json(...NETWORK, '--json');
    const { training, facts, rocAuc } = detectors.autoencoder;
    expect(training.history).toHaveLength(4);
    expect(training).toMatchObject({ backend: 'wasm', stoppedEarly: false });
    expect(training.why).toMatch(/^Computed by WebAssembly/);
    expect(facts.map(({ name }: { name: string }) => name)).toContain('computed by');
    expect(rocAuc).toBeGreaterThan(0.9);
  });

  test('says by which features a flow stands out', async () => {
    const { explanation } = await json(...NETWORK, '--explain', '964', '--json');
    const { errorShares } = explanation;
    expect(errorShares).toHaveLength(16);
    const shares = errorShares.map(({ share }: { share: number }) => share);
    expect(shares).toEqual(shares.toSorted((a: number, b: number) => b - a));
    const { stdout } = await lab([...NETWORK, '--explain', '964'], folder);
    expect(stdout).toContain(`Error of the Autoencoder by feature: ${errorShares[0].name}`);
  });

  test('scores as before once it is saved and loaded, and trains nothing', async () => {
    const before = await json(...NETWORK, '--save-model', 'lab.json', '--json');
    expect(existsSync(join(folder, 'lab.json'))).toBe(true);
    const loaded = ['--detectors', 'autoencoder', '--load-model', 'lab.json', '--json'];
    // A backend that is not here: it is not asked for.
    const after = await json(...loaded, '--neural-backend', 'webgl');
    const { rocAuc, offset, training } = after.detectors.autoencoder;
    const { autoencoder } = before.detectors;
    expect({ rocAuc, offset }).toEqual({ rocAuc: autoencoder.rocAuc, offset: autoencoder.offset });
    expect(training).toEqual(autoencoder.training);
  });

  test('is swept like any other', async () => {
    const { sweep } = await json(...NETWORK, '--sweep', 'bottleneck=1,3', '--json');
    expect(sweep.points.map(({ value }: { value: number }) => value)).toEqual([1, 3]);
  });

  test('does not fall back from a backend that is not to be had', async () => {
    const { code, stderr } = await lab([...NETWORK, '--neural-backend', 'webgl'], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/does not compute networks by WebGL/);
  });
});
