/** `LAB_LONG=1` asks for the changes of every alert of seed 42, with two settings. */
import { describe, expect, it, test } from 'vitest';
import { FEW_FLOWS, lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const IS_LONG = process.env.LAB_LONG === '1';

test('a flow with other values is scored beside what was measured', async () => {
  const asked = [...FEW_FLOWS, '--what-if', '12', 'bytes_sent=2MB,dst_port=443'];
  const { whatIf } = JSON.parse((await lab([...asked, '--json'], folder)).stdout);
  expect(whatIf).toMatchObject({ row: 12, changes: { bytes_sent: 2e6, dst_port: 443 } });
  const plain = await lab([...FEW_FLOWS, '--json', '--explain', '12'], folder);
  const { explanation } = JSON.parse(plain.stdout);
  for (const [at, { detector, anomalyScore, alert }] of explanation.detections.entries()) {
    expect(whatIf.before[at]).toMatchObject({ detector, anomalyScore, alert });
  }
  const { stdout } = await lab(asked, folder);
  expect(stdout).toMatch(/Flow 12, what if\n─+\nbytes_sent: 2 MB, measured /);
  for (const { anomalyScore } of whatIf.answers) expect(stdout).toContain(anomalyScore.toFixed(6));
});

test('what would turn a verdict is printed so that it turns it', async () => {
  const { stdout } = await lab([...FEW_FLOWS, '--json', '--counterfactual', '3'], folder);
  const { counterfactual } = JSON.parse(stdout);
  const [first] = counterfactual.flatMap((one: { detector: string; found: object[] }) =>
    one.found.map((found) => ({ detector: one.detector, ...found })),
  );
  const again = await lab([...FEW_FLOWS, '--json', '--what-if', '3', first.argument], folder);
  const { whatIf } = JSON.parse(again.stdout);
  const answer = whatIf.answers.find(
    (one: { detector: string }) => one.detector === first.detector,
  );
  expect(answer).toEqual(first.answer);
});

test.each([
  [['--what-if', '3'], 2, '--what-if needs a row number and changes'],
  [['--what-if', '3 '], 2, '--what-if needs a row number and changes'],
  [['--what-if', 'x', 'dst_port=1'], 2, '--what-if needs a row number and changes'],
  [['--what-if', '999', 'dst_port=1'], 1, 'There is no row 999: rows run from 0 to 220.'],
  [['--what-if', '3', 'dst_port=70000'], 1, 'dst_port must be from 0 to 65,535; got 70000.'],
  [['--what-if', '3', 'packets_sent=0.5'], 1, 'packets_sent must be a whole number; got 0.5.'],
  [['--counterfactual', '-1'], 2, '--counterfactual needs a row number or all; got "-1".'],
  [['--counterfactual', '221'], 1, 'There is no row 221: rows run from 0 to 220.'],
])('%j is refused', async (words, code, problem) => {
  const answer = await lab([...FEW_FLOWS, ...words], folder);
  expect(answer).toMatchObject({ code, stdout: '' });
  expect(answer.stderr).toContain(problem);
});

interface OneAlert {
  readonly answer: { readonly alert: boolean; readonly noise: boolean };
  readonly found: readonly object[];
  readonly rescored: readonly { readonly refused: object[]; readonly answer: { alert: boolean } }[];
}

describe('the changes of every alert', () => {
  const settings: readonly string[][] = IS_LONG
    ? [[], ['--log-ratios', '--train-on', 'normal']]
    : [FEW_FLOWS];
  it.each(settings.map((options) => [options]))('turn it, with %j', async (options) => {
    const { stdout } = await lab([...options, '--counterfactual', 'all', '--json'], folder);
    const { counterfactuals } = JSON.parse(stdout);
    for (const { detector, alerts } of counterfactuals) {
      let [noise, none, turned] = [0, 0, 0];
      for (const { answer, found, rescored } of alerts as OneAlert[]) {
        expect(answer.alert).toBe(true);
        expect(rescored).toHaveLength(found.length);
        for (const one of rescored)
          expect(one).toMatchObject({ refused: [], answer: { alert: false } });
        if (answer.noise) noise++;
        else if (found.length > 0) turned++;
        else none++;
      }
      if (IS_LONG) {
        process.stdout.write(
          `${detector} ${options}: ${turned} turned, ${none} none, ${noise} noise\n`,
        );
      }
      expect(turned + noise).toBeGreaterThan(0);
    }
  });
});
