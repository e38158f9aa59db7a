import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/notebook/keys.ts';
import {
  createStudies,
  type StudyInput,
  settingsChangedSince,
  studyId,
} from '../../src/notebook/studies.ts';
import { PARAMETERS } from '../../src/pipeline/parameters/parameter-facts.ts';
import type {
  ParameterFacts,
  ParameterValue,
} from '../../src/pipeline/parameters/parameter-types.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { planSweep } from '../../src/pipeline/studies/sweep.ts';
import type { TaskOptions, TaskRunner } from '../../src/worker/bridge.ts';
import type { Tasks } from '../../src/worker/tasks.ts';

const MATRIX = { data: new Float64Array(2), rows: 2, columns: 1, names: ['a'] };
const LABELS = { label: new Int8Array(2), attackType: { codes: new Uint8Array(2), names: ['x'] } };

function input(name: string, values: string): StudyInput {
  return {
    plan: { kind: 'sweep', ...planSweep(name, NOTEBOOK_PARAMETERS, values) },
    scaled: { matrix: MATRIX, baseline: null },
    labels: LABELS as unknown as StudyInput['labels'],
    parameters: NOTEBOOK_PARAMETERS,
    key: 'scale(1)',
  };
}

/** A runner whose trials end when the test says so, with their own value of nu as F1. */
function setUp(sideBySide = 2) {
  const running: { nu: number; end: (error?: Error) => void }[] = [];
  const run = (_: string, { trial }: Tasks['try']['input'], { signal }: TaskOptions) =>
    new Promise((done, failed) => {
      const nu = Number(trial.parameters.nu);
      signal.addEventListener('abort', () => failed(signal.reason));
      running.push({
        nu,
        end: (error) => (error ? failed(error) : done({ figures: { f1: nu }, problem: null })),
      });
    });
  let clock = 0;
  const studies = createStudies({ run } as unknown as TaskRunner, sideBySide, () => clock++);
  const settle = () => new Promise((done) => setTimeout(done));
  const end = async (nu: number, error?: Error) => {
    running.findLast((trial) => trial.nu === nu)?.end(error);
    await settle();
  };
  const f1 = (id = 'nu') =>
    studies.kept.value.get(id)?.outcomes.map((outcome) => outcome?.figures?.f1 ?? null);
  return { studies, running, end, settle, f1 };
}

describe('a study', () => {
  it('runs so many trials side by side, reports each, and keeps outcomes in the order of the plan', async () => {
    const { studies, running, end, f1 } = setUp(2);
    const ended = studies.start(input('nu', '0.1, 0.2, 0.3'));
    expect(running.map(({ nu }) => nu)).toEqual([0.1, 0.2]);
    await end(0.2);
    expect(studies.activity.value).toEqual({ kind: 'running', id: 'nu', done: 1, of: 3, since: 0 });
    expect(running.map(({ nu }) => nu)).toEqual([0.1, 0.2, 0.3]);
    await end(0.3);
    await end(0.1);
    await ended;
    expect(f1()).toEqual([0.1, 0.2, 0.3]);
    expect(studies.activity.value).toEqual({ kind: 'idle' });
  });

  it('that is cancelled keeps what is there and starts no further trial', async () => {
    const { studies, running, end, settle, f1 } = setUp(1);
    studies.start(input('nu', '0.1, 0.2, 0.3'));
    await end(0.1);
    studies.cancel();
    await settle();
    expect(f1()).toEqual([0.1, null, null]);
    expect(studies.activity.value).toEqual({ kind: 'cancelled' });
    expect(running).toHaveLength(2);
  });

  it('that is cancelled before anything is there leaves the earlier answer', async () => {
    const { studies, end, settle, f1 } = setUp();
    studies.start(input('nu', '0.1'));
    await end(0.1);
    studies.start(input('nu', '0.2'));
    studies.cancel();
    await settle();
    expect(f1()).toEqual([0.1]);
  });

  it('gives way to the next: the latest wins, whatever the earlier one still gives', async () => {
    const { studies, end, settle, f1 } = setUp();
    studies.start(input('nu', '0.1, 0.2'));
    await end(0.1);
    studies.start(input('nu', '0.3'));
    await settle();
    expect(studies.activity.value).toMatchObject({ kind: 'running', done: 0, of: 1 });
    await end(0.2);
    expect(f1()).toBeUndefined();
    await end(0.3);
    expect(f1()).toEqual([0.3]);
  });

  it('cancelled and followed by another at once leaves the other running', async () => {
    const { studies, end, settle, f1 } = setUp(1);
    studies.start(input('nu', '0.1, 0.2'));
    await end(0.1);
    studies.cancel();
    studies.start(input('tol', '0.01'));
    await settle();
    expect(studies.activity.value).toMatchObject({ kind: 'running', id: 'tol' });
    expect(f1()).toEqual([0.1, null]);
  });

  it('in which a trial breaks down stops, says why and keeps what is there', async () => {
    const { studies, running, end, f1 } = setUp(1);
    studies.start(input('nu', '0.1, 0.2, 0.3'));
    await end(0.1);
    await end(0.2, new Error('The worker stopped.'));
    expect(studies.activity.value).toEqual({ kind: 'failed', reason: 'The worker stopped.' });
    expect(f1()).toEqual([0.1, null, null]);
    expect(running).toHaveLength(2);
  });

  it('of another question is kept beside it', async () => {
    const { studies, end } = setUp();
    studies.start(input('nu', '0.1'));
    await end(0.1);
    const other = input('tol', '0.01');
    studies.start(other);
    await end(0.1);
    expect([...studies.kept.value.keys()]).toEqual(['nu', studyId(other.plan)]);
  });
});

describe('what has changed since', () => {
  const study = { ...input('nu', '0.1'), outcomes: [], milliseconds: 0 };
  const since = (changed: object, { before = {}, same = true, fromFile = false } = {}) =>
    settingsChangedSince(
      { ...study, parameters: { ...NOTEBOOK_PARAMETERS, ...before } },
      { ...NOTEBOOK_PARAMETERS, ...before, ...changed },
      { fromFile, sameMatrix: same },
    );

  it('names what the outcomes depend on, not the swept parameter nor those of other detectors', () => {
    expect(since({ nu: 0.3, nNeighbors: 5, contamination: 0.2 })).toEqual([]);
    expect(since({ gamma: 'auto', logRatios: true })).toEqual([
      'Log the heavy tails: false → true',
      'gamma: scale → auto',
    ]);
    expect(since({ features: ['is_tcp'] })).toEqual(['Features: 16 → 1 (15 removed)']);
  });

  it('is the traffic if no parameter is', () => {
    expect(since({}, { same: false })).toEqual(['the traffic']);
  });

  it('names the time features, and their window while they are on', () => {
    expect(since({ timeFeatures: true }, { same: false })).toEqual(['Time features: false → true']);
    expect(since({ timeWindow: 60 })).toEqual([]);
    expect(since({ timeWindow: 60 }, { before: { timeFeatures: true }, same: false })).toEqual([
      'Time window: 3600 → 60',
    ]);
  });

  it('names every parameter that makes the matrix stale', () => {
    const others = { trainOn: 'time', timeFeatures: true } as const;
    for (const before of [{}, others]) {
      for (const { key, label, default: usual, kind } of PARAMETERS) {
        const changed = { [key]: otherThan(kind, usual) };
        const stale = matrixKey({ ...before, ...changed }) !== matrixKey(before);
        const named = since(changed, { before }).some((words) => words.startsWith(label));
        if (stale) expect(named, key).toBe(true);
      }
    }
  });

  it('names the window of a file, where the traffic is one, and not how flows are made', () => {
    const changed = { window: 5, beaconPeriod: 60 };
    expect(since(changed, { fromFile: true, same: false })).toEqual(['Window: 60 → 5']);
    expect(since(changed, { same: false })).toEqual(['Beacon period: 600 → 60']);
  });
});

/** A value that a parameter of that kind is not set to. */
function otherThan(kind: ParameterFacts['kind'], usual: ParameterValue): ParameterValue {
  switch (kind) {
    case 'switch':
      return !usual;
    case 'number':
      return 0.123;
    case 'list':
      return [];
    default:
      return 'changed';
  }
}

/** The key of the matrix of generated flows, that of each step in one text. */
function matrixKey(changed: object): string {
  const parameters = { ...NOTEBOOK_PARAMETERS, ...changed };
  const keyFor = (id: string): string =>
    keyOf(id, {
      parameters: () => parameters,
      sourceKey: () => '',
      isCurrent: () => true,
      keyOf: keyFor,
    });
  return keyFor('scale');
}
