import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FEW_FLOWS, lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const QUICK = [...FEW_FLOWS, '--detectors', 'isolation-forest,k-nearest-neighbours'];

test('a certificate lies beside the model, names it, and what it holds is told', async () => {
  const { code, stderr } = await lab([...QUICK, '--save-onnx', 'lab.onnx'], folder);
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/^The ONNX file holds [\d,]+ training flows, for the k-nearest/im);
  const bytes = readFileSync(join(folder, 'lab.onnx'));
  const { model, flows } = JSON.parse(
    readFileSync(join(folder, 'lab.onnx.certificate.json'), 'utf8'),
  );
  expect(model.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect([model.bytes, flows]).toEqual([bytes.length, 1000]);
});

test('a lab that was trained before gives the model that it would have given', async () => {
  const files = ['--save-model', 'lab.json', '--save-onnx', 'then.onnx'];
  await lab([...QUICK, ...files], folder);
  const { code } = await lab(['--load-model', 'lab.json', '--save-onnx', 'now.onnx'], folder);
  expect(code).toBe(0);
  const read = (file: string) => readFileSync(join(folder, file));
  expect(read('now.onnx').equals(read('then.onnx'))).toBe(true);
});

test('standard output, and a file that is in the way, are refused before anything is computed', async () => {
  const { code, stderr } = await lab([...QUICK, '--save-onnx', '-'], folder);
  expect([code, stderr]).toEqual([
    2,
    '--save-onnx needs the name of a file: its certificate lies beside it. See --help.\n',
  ]);
  const clash = ['--save-onnx', 'a.onnx', '--scores', 'a.onnx.certificate.json'];
  expect((await lab([...QUICK, ...clash], folder)).code).toBe(2);
  expect(existsSync(join(folder, 'a.onnx'))).toBe(false);
});

test('a model that would hold too many flows is refused by name, and nothing is written', async () => {
  const rows = Array.from({ length: 20_001 }, (_, i) => `${Math.sin(i)},${Math.cos(2 * i)}`);
  writeFileSync(join(folder, 'many.csv'), `a,b\n${rows.join('\n')}\n`);
  const asked = ['--input', 'many.csv', '--format', 'table', '--detectors', 'ecod'];
  const { code, stderr } = await lab([...asked, '--save-onnx', 'many.onnx'], folder);
  expect([code, stderr]).toEqual([1, expect.stringContaining('The ECOD would write 20,001')]);
  expect(existsSync(join(folder, 'many.onnx'))).toBe(false);
});
