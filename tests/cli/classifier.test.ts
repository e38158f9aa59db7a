import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FEW_FLOWS, lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const FEW = [...FEW_FLOWS, '--detectors', 'robust-z-score', '--epochs', '8'];

async function reportOf(...args: string[]) {
  const { code, stdout, stderr } = await lab([...args, '--json'], folder);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

test('the classifier judges its test part, in the text as in the JSON', async () => {
  const { classifier } = await reportOf(...FEW, '--classify');
  expect(classifier.classes).toHaveLength(9);
  expect(classifier.training.parts[0]).toEqual({
    name: 'normal',
    train: 104,
    validation: 29,
    test: 57,
  });
  const { macroF1, perClass } = classifier.evaluation;
  const { stdout } = await lab([...FEW, '--classify'], folder);
  expect(stdout).toContain(`macro F1 is ${macroF1.toFixed(3)}`);
  for (const { name, support, f1 } of perClass) {
    expect(stdout).toMatch(new RegExp(`\n${name} .*${f1.toFixed(6)} +${support}\n`));
  }
  expect(stdout).toContain(classifier.training.why);
});

test('one seed is that traffic, several are their mean', async () => {
  const own = await reportOf(...FEW, '--classify', '--seed', '3');
  const one = await reportOf(...FEW, '--classify', '3,3');
  expect(one.classifier.evaluation).toEqual(own.classifier.evaluation);
  const { classifierBySeed } = await reportOf(...FEW, '--classify', '3,4');
  const [third, fourth] = classifierBySeed.bySeed;
  expect(third.macroF1).toBe(own.classifier.evaluation.macroF1);
  expect(classifierBySeed.macroF1.mean).toBeCloseTo((third.macroF1 + fourth.macroF1) / 2, 14);
});

test('an attack that is left out is told, with what the detectors make of it', async () => {
  const { unknownAttack } = await reportOf(...FEW, '--unknown-attack', 'port_scan');
  expect(unknownAttack.rows).toHaveLength(1);
  const [{ attack, calls, detections }] = unknownAttack.rows;
  expect(attack).toBe('port_scan');
  expect(calls.flows).toBe(5);
  expect(detections[0].detector).toBe('robust-z-score');
  const { stdout } = await lab([...FEW, '--unknown-attack', 'port_scan'], folder);
  expect(stdout).toContain('Leave one attack out');
  expect(stdout).toContain(unknownAttack.sentences.at(-1));
});

test('a trained lab carries its classifier, which then classifies without training', async () => {
  await lab([...FEW, '--classify', '--save-model', 'lab.json'], folder);
  const saved = JSON.parse(readFileSync(join(folder, 'lab.json'), 'utf8'));
  expect(saved.classifier.classes).toHaveLength(9);
  const args = [...FEW_FLOWS, '--detectors', 'robust-z-score', '--load-model', 'lab.json'];
  const { classifier } = await reportOf(...args, '--classify', '--seed', '7');
  expect(classifier.training).toBeNull();
  expect(classifier.evaluation.rows).toBe(221);
  await lab([...args, '--save-model', 'again.json'], folder);
  const again = JSON.parse(readFileSync(join(folder, 'again.json'), 'utf8'));
  expect(again.classifier).toEqual(saved.classifier);
});

test('a lab that was saved without a classifier says so; a spoilt one is refused', async () => {
  await lab([...FEW, '--save-model', 'plain.json'], folder);
  const loaded = [...FEW_FLOWS, '--detectors', 'robust-z-score', '--classify', '--load-model'];
  const plain = await lab([...loaded, 'plain.json'], folder);
  expect(plain).toMatchObject({ code: 1, stdout: '' });
  expect(plain.stderr).toContain('saved without a classifier of attacks');
  const saved = JSON.parse(readFileSync(join(folder, 'plain.json'), 'utf8'));
  const spoilt = { ...saved, classifier: { estimator: 'AttackClassifier', classes: ['one'] } };
  writeFileSync(join(folder, 'spoilt.json'), JSON.stringify(spoilt));
  const refused = await lab([...loaded, 'spoilt.json'], folder);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('spoilt.json: classifier: This is not a saved AttackClassifier');
});

test.each([
  [['--classify', '3', '--input', 'x.csv'], 2, 'leave the seeds out, or --input'],
  [['--classify', '0'], 2, '--classify: Seeds must be how many'],
  [['--unknown-attack', 'worm'], 1, 'must be among brute_force'],
  [['--classifier-layers', '9'], 2, 'Hidden layers must be a whole number from 0 to 4'],
])('%j is refused', async (args, code, problem) => {
  const answer = await lab([...FEW, ...args], folder);
  expect(answer).toMatchObject({ code, stdout: '' });
  expect(answer.stderr).toContain(problem);
});
