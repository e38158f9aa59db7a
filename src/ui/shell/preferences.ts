import { effect, type Signal, signal } from '@preact/signals';

/**
 * A choice of the person's that outlives the visit. Nothing else is ever stored; where the browser
 * forbids storing, the choice lasts as long as the page.
 */
function preference<Value extends string>(
  name: string,
  values: readonly Value[],
  otherwise: Value,
): Signal<Value> {
  const key = `network-anomaly-lab.${name}`;
  const stored = read(key);
  const choice = signal(values.find((value) => value === stored) ?? otherwise);
  effect(() => {
    if (choice.value !== (read(key) ?? otherwise)) write(key, choice.value);
  });
  return choice;
}

/** Live: what a change outdates is computed at once. Step: nothing runs until asked. */
export const mode = preference('mode', ['live', 'step'], 'live');

/** Whether single letters act as commands while a cell has the focus. */
export const singleKeys = preference('single-keys', ['on', 'off'], 'on');

/** Whether a detector's result waits for a guess. */
export const predictFirst = preference('predict-first', ['off', 'on'], 'off');

/** The zone that times are shown in: UTC, or that of this machine. */
export const timesIn = preference('times-in', ['utc', 'machine'], 'utc');

/** Light or dark, or as the system has it. */
export const theme = preference('theme', ['system', 'light', 'dark'], 'system');

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A private window may forbid it: the choice then ends with the page.
  }
}
