import { afterEach, describe, expect, it, vi } from 'vitest';
import { DETECTOR_NAMES, NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { perLab } from '../../src/ui/lab.ts';
import { fakeLab, fakeStorage } from './fake-lab.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('the detectors', () => {
  it('that are chosen follow the parameters, in the order of their cells', () => {
    const { lab } = fakeLab();
    const chosen = () => lab.chosenDetectors.value.map(({ name }) => name);
    expect(chosen()).toEqual(NOTEBOOK_DETECTORS);
    lab.notebook.setParameter('detectors', ['ecod', 'isolation-forest']);
    expect(chosen()).toEqual(DETECTOR_NAMES.filter((name) => /^(ecod|isolation)/.test(name)));
    lab.notebook.undo();
    expect(chosen()).toEqual(NOTEBOOK_DETECTORS);
  });

  it('show the one that was asked for, another one while that is not chosen', () => {
    const { lab } = fakeLab();
    expect(lab.shownDetector.value).toBe('isolation-forest');
    lab.askedDetector.value = 'local-outlier-factor';
    expect(lab.shownDetector.value).toBe('local-outlier-factor');
    lab.notebook.setParameter('detectors', ['hbos']);
    expect(lab.shownDetector.value).toBe('hbos');
    lab.notebook.undo();
    expect(lab.shownDetector.value).toBe('local-outlier-factor');
  });
});

describe('the link', () => {
  it('sets the parameters, and what of it cannot be used is kept to be told', () => {
    const { lab } = fakeLab({ query: '?v=1&seed=7&nu=many' });
    expect(lab.notebook.parameters.value.seed).toBe('7');
    expect(lab.openedLink.problems).toHaveLength(1);
  });
});

describe('live', () => {
  it('computes what is stale once the hand has come to rest; step waits until asked', async () => {
    vi.useFakeTimers();
    const { lab, names } = fakeLab({ mode: 'step' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(names()).toEqual([]);
    lab.preferences.mode.value = 'live';
    expect(lab.live.value).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(names()).toContain('scores');
    const before = names().length;
    for (const seed of ['1', '2', '3']) lab.notebook.setParameter('seed', seed);
    expect(names()).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1000);
    expect(
      names()
        .slice(before)
        .filter((task) => task === 'generate'),
    ).toHaveLength(1);
  });
});

describe('a stream', () => {
  it('is told of with the port that drives it; other tasks are not', async () => {
    const { lab, asked } = fakeLab();
    await lab.notebook.run('scale');
    expect(lab.streamRun.value).toBeNull();
    await lab.notebook.run('stream');
    const run = lab.streamRun.value;
    const [{ input }] = asked.filter(({ task }) => task === 'stream');
    const { port } = input as { port: MessagePort };
    const heard = new Promise((done) => {
      port.onmessage = ({ data }) => done(data);
    });
    run?.port.postMessage({ kind: 'play' });
    expect(await heard).toEqual({ kind: 'play' });
    port.close();
    expect(await run?.ending).toMatchObject({ task: 'stream' });
    await lab.notebook.run('stream');
    expect(lab.streamRun.value).not.toBe(run);
    lab.streamRun.value?.port.close();
  });
});

describe('preferences', () => {
  it('are read from the storage, and written when chosen', () => {
    const { storage, kept } = fakeStorage({ 'network-anomaly-lab.theme': 'dark' });
    const { preferences } = fakeLab({ storage }).lab;
    expect(preferences.theme.value).toBe('dark');
    expect(kept.size).toBe(1);
    preferences.timesIn.value = 'machine';
    preferences.theme.value = 'light';
    expect(Object.fromEntries(kept)).toEqual({
      'network-anomaly-lab.theme': 'light',
      'network-anomaly-lab.times-in': 'machine',
    });
  });

  it('that nobody knows are as usual', () => {
    const { storage } = fakeStorage({ 'network-anomaly-lab.mode': 'at dawn' });
    expect(fakeLab({ storage }).lab.preferences.mode.value).toBe('live');
  });

  it('last as long as the page where the storage refuses', () => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const { preferences } = fakeLab({
      storage: { getItem: refuse, setItem: refuse, removeItem: refuse },
    }).lab;
    expect(preferences.predictFirst.value).toBe('off');
    preferences.predictFirst.value = 'on';
    expect(preferences.predictFirst.value).toBe('on');
  });
});

describe('two labs', () => {
  it('share nothing, and each has one state of a kind', () => {
    const [one, other] = [fakeLab().lab, fakeLab().lab];
    one.selectedFlow.value = 7;
    one.notebook.setParameter('seed', '1');
    expect(other.selectedFlow.value).toBeNull();
    expect(other.notebook.parameters.value.seed).not.toBe('1');
    const state = perLab((lab) => ({ lab }));
    expect(state(one)).toBe(state(one));
    expect(state(other)).toEqual({ lab: other });
    expect(state(one)).not.toBe(state(other));
  });
});
