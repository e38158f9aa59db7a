import { beforeEach, describe, expect, it } from 'vitest';
import { ATTACK, NORMAL } from '../../src/data/flow-table.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { formatRule } from '../../src/pipeline/triage/rules.ts';
import type { Lab } from '../../src/ui/create-lab.ts';
import { fakeLab, fakeStorage } from './fake-lab.ts';

const { keepWork, OWN_WORK_KEY, startFresh, WORK_KEY } = await import(
  '../../src/ui/shell/kept-work.ts'
);
const { guessOf, handIn, handInAnswer, answerOf } = await import(
  '../../src/ui/teaching/predicting.ts'
);
const { triage } = await import('../../src/ui/triage/triage-state.ts');

const PREDICTING = {
  'network-anomaly-lab.predict-first': 'on',
  'network-anomaly-lab.mode': 'step',
};

let kept: Map<string, string>;
let storage: ReturnType<typeof fakeStorage>['storage'];
beforeEach(() => {
  ({ kept, storage } = fakeStorage(PREDICTING));
});

/** A visit of this browser. */
async function visit(): Promise<Lab> {
  const { lab } = fakeLab({ storage });
  await lab.notebook.run('scale');
  expect(keepWork(lab, storage)).toBe('');
  return lab;
}

function say(lab: Lab): void {
  triage(lab).markFlow(3, ATTACK);
  triage(lab).markFlow(8, NORMAL);
  triage(lab).allow('port 53');
  handIn('isolation-forest', { missedMost: 'c2_beacon', alerts: 221 }, lab);
  handInAnswer('voting', 'no', lab);
  lab.pinned.value = { parameters: NOTEBOOK_PARAMETERS, source: 'generated flows', rows: [] };
}

/** The lab as if the traffic on its screen came out of a file. */
function importTraffic(lab: Lab): void {
  const cell = lab.notebook.cell('generate').result as { value: unknown };
  const result = lab.notebook.cell('generate').result.peek();
  cell.value = result && { ...result, value: { ...result.value, imported: {} } };
}

describe('work on generated traffic', () => {
  it('is there on the next visit', async () => {
    say(await visit());
    const next = await visit();
    expect([...triage(next).shownMarks.value]).toEqual([
      [3, ATTACK],
      [8, NORMAL],
    ]);
    expect(next.allowRules.value.map(formatRule)).toEqual(['port 53']);
    const guess = guessOf('isolation-forest', next);
    expect(guess?.prediction).toEqual({ missedMost: 'c2_beacon', alerts: 221 });
    expect(guess?.outdated).toBe(false);
    expect(answerOf('voting', next)?.said).toBe('no');
    expect(next.pinned.value?.source).toBe('generated flows');
  });

  it('has guesses that are outdated where something is set otherwise', async () => {
    say(await visit());
    const next = fakeLab({ storage, query: '?v=1&seed=7' }).lab;
    keepWork(next, storage);
    expect(guessOf('isolation-forest', next)?.outdated).toBe(true);
  });

  it('is nowhere once the lab starts fresh', async () => {
    const lab = await visit();
    say(lab);
    lab.notebook.setParameter('seed', '7');
    lab.preferences.theme.value = 'dark';
    startFresh(lab);
    expect([...kept]).toEqual([['network-anomaly-lab.theme', 'dark']]);
    expect(lab.marks.value.size + lab.allowRules.value.length).toBe(0);
    expect(lab.notebook.parameters.value).toEqual(NOTEBOOK_PARAMETERS);
    expect(lab.preferences.predictFirst.value).toBe('off');
    expect((await visit()).allowRules.value).toEqual([]);
  });
});

describe('work on a person’s own traffic', () => {
  it('is not kept, and does not take what was kept before along', async () => {
    const lab = await visit();
    triage(lab).allow('port 53');
    importTraffic(lab);
    say(lab);
    triage(lab).allow('from 10.1.2.3');
    lab.pinned.value = { parameters: NOTEBOOK_PARAMETERS, source: 'conn.log', rows: [] };
    const stored = JSON.parse(kept.get(WORK_KEY) ?? '');
    expect(stored).toEqual({
      version: 1,
      marks: [],
      rules: ['port 53'],
      pinned: null,
      guesses: [],
      answers: [],
    });
  });

  it('is kept if the person says so, until the person says otherwise', async () => {
    const lab = await visit();
    importTraffic(lab);
    triage(lab).allow('from 10.1.2.3');
    expect([...kept.values()].join()).not.toContain('10.1.2.3');
    lab.preferences.keepImported.value = 'on';
    expect(kept.get(OWN_WORK_KEY)).toContain('from 10.1.2.3');
    const next = await visit();
    expect(next.allowRules.value.map(formatRule)).toEqual(['from 10.1.2.3']);
    next.preferences.keepImported.value = 'off';
    expect([...kept.values()].join()).not.toContain('10.1.2.3');
  });
});

describe('damaged storage', () => {
  it.each([
    'nonsense',
    '{}',
    '{"version":2}',
    '{"version":1,"marks":[["a",[[1,7]]]],"rules":[],"pinned":null,"guesses":[],"answers":[]}',
    '{"version":1,"marks":[],"rules":["!"],"pinned":null,"guesses":[],"answers":[]}',
    '{"version":1,"marks":[],"rules":[],"pinned":{"source":1},"guesses":[],"answers":[]}',
  ])('%s is told and left out', (text) => {
    kept.set(WORK_KEY, text);
    const { lab } = fakeLab({ storage });
    expect(keepWork(lab, storage)).toContain('damaged');
    expect(lab.marks.value.size + lab.allowRules.value.length).toBe(0);
  });

  it('that may not be read or written is no fault', () => {
    const forbidden = () => {
      throw new Error('forbidden');
    };
    const { lab } = fakeLab({ storage });
    const refusing = { getItem: forbidden, setItem: forbidden, removeItem: forbidden };
    expect(keepWork(lab, refusing)).toBe('');
    lab.allowRules.value = [{ about: 'port', port: 53 }];
  });
});
