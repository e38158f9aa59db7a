import { expect, test } from 'vitest';
import { verdictInWords } from '../../src/pipeline/traffic/verdicts.ts';
import { FEW_FLOWS, lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const FOREST = [...FEW_FLOWS, '--detectors', 'isolation-forest'];

test('one flow explained: the same figures as text and as JSON', async () => {
  const json = await lab([...FOREST, '--explain', '200', '--json'], folder);
  const { explanation } = JSON.parse(json.stdout);
  expect(explanation).toMatchObject({ row: 200, total: 221 });
  expect(explanation.features).toHaveLength(16);
  const { stdout } = await lab([...FOREST, '--explain', '200'], folder);
  const section = stdout.slice(stdout.indexOf('Flow 200 explained'));
  const [{ anomalyScore, rank, verdict }] = explanation.detections;
  expect(section).toContain(
    `Isolation Forest: score ${anomalyScore.toFixed(6)}, rank ${rank} of 221, ${verdictInWords(verdict)}\n`,
  );
  const [{ detector, reasons }] = explanation.reasons;
  expect(detector).toBe('isolation-forest');
  expect(reasons.length).toBeGreaterThan(0);
  for (const { sentence } of reasons.slice(0, 3)) expect(section).toContain(`  ${sentence}\n`);
  for (const { name, percentile } of explanation.features) {
    expect(section).toMatch(
      new RegExp(`^${name} .* ${percentile.toFixed(2).replace('.', '\\.')}$`, 'm'),
    );
  }
});

test('how each detector comes to its score stands behind it, and in the JSON', async () => {
  const asked = [...FEW_FLOWS, '--explain', '200'];
  const { inside, explanation } = JSON.parse((await lab([...asked, '--json'], folder)).stdout);
  expect(inside.map(({ detector }: { detector: string }) => detector)).toEqual(
    explanation.detections.map(({ detector }: { detector: string }) => detector),
  );
  const { stdout } = await lab(asked, folder);
  const section = stdout.slice(stdout.indexOf('Flow 200 inside each detector'));
  for (const { sentence, formula, table } of inside) {
    expect(section).toContain(`: ${sentence}\n${formula}\n${table.caption}:\n`);
    for (const [first] of table.rows) expect(section).toContain(`\n  ${first}`);
  }
});

test.each([
  ['221', 1, 'There is no row 221: rows run from 0 to 220.\n'],
  ['first', 2, '--explain needs a row number; got "first". See --help.\n'],
])('a row that is not there is refused: %s', async (row, code, stderr) => {
  expect(await lab([...FOREST, '--explain', row], folder)).toEqual({ code, stdout: '', stderr });
});
