import { decodeLink } from '../../src/notebook/share-link.ts';
import { createLab } from '../../src/ui/create-lab.ts';
import type { PreferenceStorage } from '../../src/ui/shell/preferences.ts';
import type { TaskOptions, TaskRunner } from '../../src/worker/bridge.ts';
import { TASKS, type TaskName } from '../../src/worker/tasks.ts';

/** A storage that begins with these entries, and keeps what is set. */
export function fakeStorage(entries: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(entries));
  const storage: PreferenceStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value);
    },
    removeItem: (key) => {
      kept.delete(key);
    },
  };
  return { storage, kept };
}

/** Computed for real; all other tasks give an empty answer at once. */
const REAL: readonly TaskName[] = ['generate', 'engineer', 'scale'];

interface FakeLabOptions {
  readonly storage?: PreferenceStorage;
  readonly mode?: 'live' | 'step';
  readonly query?: string;
  /** In milliseconds; without, it stands still. */
  readonly clock?: () => number;
  /** Tasks that go on until they are ended. */
  readonly holding?: ReadonlySet<TaskName>;
}

/** A lab, and what tasks it has asked for. It waits until asked. */
export function fakeLab({
  storage,
  mode = 'step',
  query = '',
  clock = () => 0,
  holding = new Set(),
}: FakeLabOptions = {}) {
  const asked: { readonly task: TaskName; readonly input: unknown }[] = [];
  const run = async (task: TaskName, input: unknown, { onStart, signal }: TaskOptions) => {
    asked.push({ task, input });
    onStart?.();
    if (holding.has(task)) {
      return new Promise((_, failed) => {
        signal.addEventListener('abort', () => failed(signal.reason));
      });
    }
    if (!REAL.includes(task)) return { task, labels: {} };
    return TASKS[task](input as never, { now: () => 0, onProgress() {} });
  };
  const lab = createLab({
    tasks: { run } as TaskRunner,
    clock,
    storage: storage ?? fakeStorage({ 'network-anomaly-lab.mode': mode }).storage,
    link: decodeLink(query),
  });
  return { lab, asked, names: () => asked.map(({ task }) => task) };
}
