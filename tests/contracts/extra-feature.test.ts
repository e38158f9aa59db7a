import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { columnOf } from '../../src/features/matrix.ts';
import { NOTEBOOK_FEATURES } from '../../src/features/notebook-features.ts';
import { TIME_FEATURES } from '../../src/features/time-features.ts';
import type { Notebook } from '../../src/notebook/notebook.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { cellCode } from '../../src/pipeline/python/cells.ts';
import { pythonSource } from '../../src/pipeline/python/source.ts';
import type { Engineered } from '../../src/pipeline/run/engineer.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { planLeaveOut } from '../../src/pipeline/studies/leave-out.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import type { CellView } from '../../src/ui/cells/view.ts';
import { FEW, parametersWith } from '../pipeline/baseline-runs.ts';
import { openPage, rendered } from './page/open-page.ts';

// Files share their modules: neither may those of others be without the rows, nor theirs with them.
vi.hoisted(() => {
  vi.resetModules();
});
afterAll(() => {
  vi.doUnmock('../../src/features/extra-features.ts');
  vi.resetModules();
});

/** Rows in the table of extra features, and nothing else: one of the flow, one of what came before. */
vi.mock('../../src/features/extra-features.ts', async () => {
  const { PAIR_RHYTHM } = await import('../../src/features/pair-rhythm.ts');
  const row = { family: 'trial', unit: '', why: 'A trial.', needs: ['bytes'] };
  return {
    EXTRA_FEATURES: [
      { ...row, name: 'balance', formula: [['bytes_sent', '-', 'bytes_recv'], '/', 'total_bytes'] },
      { ...row, name: 'double_gap', formula: ['gap', '*', 2], from: PAIR_RHYTHM },
    ],
  };
});

const EXTRAS = ['balance', 'double_gap'];
const PLAIN = parametersWith({ counts: FEW, detectors: ['isolation-forest'] });
const CHOSEN = { ...PLAIN, features: [...PLAIN.features, ...EXTRAS] };
const NOTEBOOK_NAMES = NOTEBOOK_FEATURES.map(({ name }) => name);
const TIME_NAMES = TIME_FEATURES.map(({ name }) => name);

function run(parameters: typeof PLAIN) {
  return runLab(generateTraffic(parameters), parameters, { now: () => 0 });
}

const engineerCode = (parameters: typeof PLAIN) =>
  cellCode('engineer', { parameters, source: pythonSource(parameters, null) });

describe('a new row among the extra features', () => {
  it('changes nothing while it is not chosen', async () => {
    const { engineered, scaled } = await run(PLAIN);
    expect(engineered.features.names).toEqual(NOTEBOOK_NAMES);
    expect(scaled.matrix.names).toEqual(NOTEBOOK_PARAMETERS.features);
    expect(engineerCode(PLAIN)).not.toMatch(/balance|gap/);
  });

  it('is computed where it is chosen, behind the reference and before time', async () => {
    const { engineered, traffic, scaled } = await run({ ...CHOSEN, timeFeatures: true });
    const { features } = engineered;
    expect(features.names).toEqual([...NOTEBOOK_NAMES, ...EXTRAS, ...TIME_NAMES]);
    expect(scaled.matrix.names).toEqual([...CHOSEN.features, ...TIME_NAMES]);
    const sent = traffic.flows?.bytesSent ?? new Float64Array();
    const received = traffic.flows?.bytesRecv ?? new Float64Array();
    expect(columnOf(features, features.names.indexOf('balance'))).toEqual(
      sent.map((bytes, row) => (bytes - received[row]) / (bytes + received[row])),
    );
  });

  it('is told by its formula, and left out as its family', async () => {
    const { scaled, traffic } = await run(CHOSEN);
    expect(scaled.formulas.slice(-2)).toEqual([
      '(bytes_sent - bytes_recv) / total_bytes',
      'gap * 2',
    ]);
    const { items } = planLeaveOut(scaled, traffic.labels, CHOSEN);
    expect(items.find(({ name }) => name === 'trial')?.columns).toEqual(EXTRAS);
  });

  it('is in the Python, with all that its columns need, once', () => {
    const balance = 'x["balance"] = (x["bytes_sent"] - x["bytes_recv"]) / x["total_bytes"]\n';
    for (const timeFeatures of [false, true]) {
      const code = engineerCode({ ...CHOSEN, timeFeatures });
      expect(code).toContain(balance);
      const lines = code.split('\n');
      const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
      expect(at('start = ')).toBeGreaterThan(0);
      expect(at('gap, variation = ')).toBeGreaterThan(at('start = '));
      expect(at('x["double_gap"] = gap * 2')).toBeGreaterThan(at('gap, variation = '));
      expect(lines.filter((line) => line.startsWith('start = '))).toHaveLength(1);
      expect(lines.filter((line) => line.startsWith('gap, variation = '))).toHaveLength(1);
      expect(code.includes('x["log_pair_gap"] = np.log1p(gap)')).toBe(timeFeatures);
    }
  });
});

describe('on the page', () => {
  let notebook: Notebook;
  let engineer: CellView<Engineered>;
  let scale: CellView;
  beforeAll(async () => {
    ({ notebook } = await openPage());
    ({ view: engineer } = await import('../../src/ui/features/cell-engineer.tsx'));
    ({ view: scale } = await import('../../src/ui/features/cell-scale.tsx'));
  });

  it.each([
    ['the reference', PLAIN, 20],
    ['extra features', CHOSEN, 22],
    ['features of time', { ...PLAIN, timeFeatures: true }, 29],
    ['both', { ...CHOSEN, timeFeatures: true }, 31],
  ])('the table of formulas lists what was engineered: %s', async (_, parameters, count) => {
    notebook.setParameters(parameters);
    await notebook.run('engineer');
    const names = notebook.cell('engineer').result.peek()?.value.features.names ?? [];
    expect(names).toHaveLength(count);
    const { words } = rendered(engineer.Output, { id: 'engineer' });
    expect(words).toContain(`${count} features of `);
    const table = words.slice(words.indexOf(`The ${count} features and their formulas`));
    for (const name of names) expect(table.split('\n')).toContain(name);
  });

  it('is there to choose, by its formula', () => {
    const { words } = rendered(scale.Settings ?? scale.Output, { id: 'scale' });
    expect(words).toContain('of 22');
    expect(words).toContain('balance = (bytes_sent - bytes_recv) / total_bytes');
  });
});
