import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { createWorkerService, type TaskOptions } from '../../src/worker/bridge.ts';
import type { TaskName } from '../../src/worker/tasks.ts';
import { createFakeWorkers } from './fake-workers.ts';

const IDLE_TIME = 5000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets promises that are settled be heard. */
const settle = () => vi.advanceTimersByTimeAsync(0);

/** A service over fake workers, and what becomes of its tasks. */
function setUp(size: number) {
  const workers = createFakeWorkers();
  const service = createWorkerService({ size, start: workers.start, idleTime: IDLE_TIME });
  const outcomes: unknown[] = [];
  const ask = (task: TaskName, name: string, options: Partial<TaskOptions> = {}) => {
    const { signal = new AbortController().signal, ...others } = options;
    service.run(task, { name } as never, { signal, ...others }).then(
      (output) => outcomes.push(output),
      (error) => outcomes.push(error),
    );
  };
  /** The names of the tasks that are worked at. */
  const working = () =>
    workers
      .atWork()
      .map(
        ({ request }) => (request?.input as unknown as { name: string } | undefined)?.name ?? '',
      );
  /** Ends a task that is worked at, and lets the next begin. */
  const finish = async (name: string) => {
    workers.atWork()[working().indexOf(name)].reply({ kind: 'done', output: name });
    await settle();
  };
  return { workers, ask, outcomes, working, finish, service };
}

describe('workers', () => {
  it('are never more than so many, whatever is asked', async () => {
    const { workers, ask, working, finish, outcomes } = setUp(2);
    const names = Array.from({ length: 9 }, (_, at) => String(at));
    const kinds: readonly TaskName[] = ['fit', 'try', 'csv'];
    for (const [at, name] of names.entries()) ask(kinds[at % 3], name);
    await settle();
    for (let done = 0; done < names.length; done++) {
      expect(workers.alive().length).toBeLessThanOrEqual(2);
      expect(working().length).toBeGreaterThan(0);
      await finish(working()[0]);
    }
    expect([...outcomes].sort()).toEqual(names);
    expect(workers.started).toHaveLength(2);
  });

  it('that have nothing to do are ended after the time, and started again when needed', async () => {
    const { workers, ask, finish } = setUp(2);
    ask('fit', 'a');
    ask('fit', 'b');
    await settle();
    await finish('a');
    await vi.advanceTimersByTimeAsync(IDLE_TIME - 1);
    expect(workers.alive()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    // The other is still at work.
    expect(workers.alive()).toHaveLength(1);
    await finish('b');
    await vi.advanceTimersByTimeAsync(IDLE_TIME);
    expect(workers.alive()).toHaveLength(0);
    ask('fit', 'c');
    await settle();
    expect(workers.alive()).toHaveLength(1);
    expect(workers.started).toHaveLength(3);
  });

  it('that are used again in time are not ended by the time that passed before', async () => {
    const { workers, ask, finish } = setUp(1);
    ask('fit', 'a');
    await settle();
    await finish('a');
    await vi.advanceTimersByTimeAsync(IDLE_TIME - 1);
    ask('fit', 'b');
    await vi.advanceTimersByTimeAsync(2 * IDLE_TIME);
    expect(workers.alive()).toHaveLength(1);
    await finish('b');
    expect(workers.started).toHaveLength(1);
  });

  it('that die while they wait are not asked any more', async () => {
    const { workers, ask, finish, working } = setUp(1);
    ask('fit', 'a');
    await settle();
    await finish('a');
    workers.started[0].die();
    ask('fit', 'b');
    await settle();
    expect(workers.started).toHaveLength(2);
    expect(working()).toEqual(['b']);
  });
});

describe('in the queue', () => {
  it('what a person waits for comes first, then steps, then trials of a study', async () => {
    const { ask, working, finish } = setUp(1);
    ask('fit', 'at work');
    for (const [task, name] of [
      ['try', 'trial'],
      ['fit', 'step'],
      ['csv', 'file'],
      ['reference', 'view'],
      ['scale', 'next step'],
    ] as const) {
      ask(task, name);
    }
    await settle();
    const order: string[] = [];
    for (let at = 0; at < 6; at++) {
      order.push(...working());
      await finish(working()[0]);
    }
    expect(order).toEqual(['at work', 'file', 'view', 'step', 'next step', 'trial']);
  });

  it('a study leaves a lane to the others, where there are several', async () => {
    const { ask, working, finish, service } = setUp(3);
    expect(service.lanes).toBe(2);
    for (const name of ['1', '2', '3', '4']) ask('vote', name);
    await settle();
    expect(working()).toEqual(['1', '2']);
    ask('fit', 'step');
    await settle();
    expect(working()).toEqual(['1', '2', 'step']);
    await finish('1');
    expect(working()).toContain('3');
    expect(working()).toHaveLength(3);
  });

  it('a study runs on the only lane, and a step goes before its next trial', async () => {
    const { ask, working, finish, service } = setUp(1);
    expect(service.lanes).toBe(1);
    ask('try', 'trial 1');
    ask('try', 'trial 2');
    await settle();
    expect(working()).toEqual(['trial 1']);
    ask('fit', 'step');
    await finish('trial 1');
    expect(working()).toEqual(['step']);
    await finish('step');
    expect(working()).toEqual(['trial 2']);
  });

  it.each([1, 2, 3])(
    'a stream that stands still keeps nothing from running, on %d',
    async (size) => {
      const { workers, ask, working, finish } = setUp(size);
      ask('stream', 'stream');
      for (const name of ['1', '2']) ask('time', name);
      await settle();
      expect(working()).toEqual(['stream', '1', '2'].slice(0, Math.max(2, size)));
      ask('fit', 'step');
      ask('csv', 'file');
      const ended: string[] = [];
      while (working().length > 1) {
        const [name] = working().filter((one) => one !== 'stream');
        ended.push(name);
        await finish(name);
      }
      expect([...ended].sort()).toEqual(['1', '2', 'file', 'step']);
      expect(working()).toEqual(['stream']);
      expect(workers.alive().length).toBeLessThanOrEqual(Math.max(2, size));
    },
  );

  it('the next stream waits for the one before', async () => {
    const { ask, working, finish } = setUp(3);
    ask('stream', 'first');
    ask('stream', 'second');
    await settle();
    expect(working()).toEqual(['first']);
    await finish('first');
    expect(working()).toEqual(['second']);
  });
});

describe('a task', () => {
  it('that is cancelled ends its worker, and the next goes to a new one', async () => {
    const { workers, ask, working, outcomes } = setUp(1);
    const controller = new AbortController();
    ask('fit', 'a', { signal: controller.signal });
    ask('fit', 'b');
    await settle();
    controller.abort('enough');
    await settle();
    expect(outcomes).toEqual(['enough']);
    expect(workers.started.map(({ alive }) => alive)).toEqual([false, true]);
    expect(working()).toEqual(['b']);
  });

  it('that is cancelled while it waits never starts', async () => {
    const { workers, ask, finish, working, outcomes } = setUp(1);
    const controller = new AbortController();
    const onStart = vi.fn();
    ask('fit', 'a');
    ask('fit', 'b', { signal: controller.signal, onStart });
    ask('fit', 'c');
    await settle();
    controller.abort('enough');
    await settle();
    expect(outcomes).toEqual(['enough']);
    await finish('a');
    expect(working()).toEqual(['c']);
    expect(onStart).not.toHaveBeenCalled();
    ask('fit', 'd', { signal: controller.signal });
    await settle();
    expect(outcomes).toEqual(['enough', 'a', 'enough']);
    expect(workers.started).toHaveLength(1);
  });

  it('whose worker dies is rejected, and the next goes to a new one', async () => {
    const { workers, ask, working, outcomes } = setUp(1);
    ask('fit', 'a');
    ask('fit', 'b');
    await settle();
    workers.started[0].die();
    await settle();
    expect(String(outcomes[0])).toMatch(/^Error: The worker stopped: it was ended before its task/);
    expect(working()).toEqual(['b']);
  });

  it('whose worker cannot be started is rejected', async () => {
    const { workers, ask, outcomes } = setUp(1);
    ask('fit', 'a');
    await settle();
    workers.started[0].breakDown('');
    await settle();
    expect(String(outcomes[0])).toBe('Error: The worker stopped: it could not be started.');
    expect(workers.alive()).toHaveLength(0);
  });

  it('that fails says whether the input is to blame, and keeps its worker', async () => {
    const { workers, ask, outcomes } = setUp(1);
    ask('fit', 'a');
    await settle();
    workers.started[0].reply({ kind: 'failed', message: 'no flows', inputError: true });
    await settle();
    ask('fit', 'b');
    await settle();
    workers.started[0].reply({ kind: 'failed', message: 'broken', inputError: false });
    await settle();
    expect(outcomes).toEqual([new InputError('no flows'), new Error('broken')]);
    expect(outcomes.map((error) => error instanceof InputError)).toEqual([true, false]);
    expect(workers.started).toHaveLength(1);
  });

  it('tells when it starts, and how far it is', async () => {
    const { workers, ask, finish } = setUp(1);
    const [onStart, onProgress] = [vi.fn(), vi.fn()];
    ask('fit', 'a');
    ask('read', 'b', { onStart, onProgress });
    await settle();
    expect(onStart).not.toHaveBeenCalled();
    await finish('a');
    expect(onStart).toHaveBeenCalledOnce();
    workers.started[0].reply({ kind: 'progress', fraction: 0.5, rows: 7 });
    expect(onProgress).toHaveBeenCalledWith(0.5, 7);
  });
});
