import { effect, type Signal, signal } from '@preact/signals';

/** Where choices outlive the visit. Each may throw, as where a browser forbids storing. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A person's choices that outlive the visit; beside them only `keepWork` stores anything, and, in a
 * course, when that changed. Where storing is forbidden, a choice lasts as long as the page.
 */
export function createPreferences(storage: PreferenceStorage) {
  const resets: (() => void)[] = [];
  const preference = <Value extends string>(
    name: string,
    values: readonly Value[],
    otherwise: Value,
  ): Signal<Value> => {
    const key = `network-anomaly-lab.${name}`;
    const stored = read(storage, key);
    const choice = signal(values.find((value) => value === stored) ?? otherwise);
    effect(() => store(storage, key, choice.value === otherwise ? '' : choice.value));
    if (name !== 'theme') {
      resets.push(() => {
        choice.value = otherwise;
      });
    }
    return choice;
  };
  return {
    /** Live: what a change outdates is computed at once. Step: nothing runs until asked. */
    mode: preference('mode', ['live', 'step'], 'live'),
    /** One step of the lab at a time, or all on one page. */
    view: preference('view', ['steps', 'page'], 'steps'),
    /** Whether cells stand folded to their headline, but for what a step is about. */
    cells: preference('cells', ['folded', 'open'], 'folded'),
    /** Whether single letters act as commands while a cell has the focus. */
    singleKeys: preference('single-keys', ['on', 'off'], 'on'),
    /** Whether a detector's result waits for a guess. */
    predictFirst: preference('predict-first', ['off', 'on'], 'off'),
    /** Whether what is said of a person's own traffic is kept in this browser, too. */
    keepImported: preference('keep-imported', ['off', 'on'], 'off'),
    /** The zone that times are shown in: UTC, or that of this machine. */
    timesIn: preference('times-in', ['utc', 'machine'], 'utc'),
    /** Light or dark, or as the system has it. */
    theme: preference('theme', ['system', 'light', 'dark'], 'system'),
    /** Makes each choice but the theme what it is on a first visit. */
    forget(): void {
      for (const reset of resets) reset();
    },
  };
}

function read(storage: PreferenceStorage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * Keeps a text; an empty one is no longer there. Forbidden, as a private window may have it, or full:
 * then what was chosen ends with the page.
 */
export function store(storage: PreferenceStorage, key: string, text: string): void {
  try {
    if ((storage.getItem(key) ?? '') === text) return;
    if (text === '') storage.removeItem(key);
    else storage.setItem(key, text);
  } catch {
    // Said above.
  }
}
