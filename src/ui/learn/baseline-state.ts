import { computed, effect, signal } from '@preact/signals';
import { InputError, messageOf } from '../../data/errors.ts';
import { type BaselineReport, baselineReport } from '../../pipeline/baseline/baseline-report.ts';
import { rowsInRange } from '../../pipeline/baseline/baseline-rows.ts';
import { spanOf, timeText } from '../../pipeline/baseline/baseline-time.ts';
import type { LabParameters, ParameterChanges } from '../../pipeline/parameters/lab-parameters.ts';
import { readingsFor } from '../import/mapping-state.ts';
import { labelWords, notebook } from '../lab.ts';

const traffic = computed(() => notebook.cell('generate').result.value?.value ?? null);

/** How many flows of the traffic on screen are labelled normal. */
export const normalFlows = computed(() => traffic.value?.summary.normal ?? 0);

/** When the flows on screen began; `null`: they do not tell. */
export const span = computed(() => {
  const times = traffic.value?.flows?.startTime;
  return times === undefined ? null : spanOf(times);
});

/** The parameters that decide what is learnt from, as one text. */
const learning = computed(() => {
  const { trainOn, holdOut, evaluateOn, seed, contamination } = notebook.parameters.value;
  return JSON.stringify([trainOn, holdOut, evaluateOn, seed, contamination]);
});

/** What was learnt from and whether it fits, as of the last matrix that was up to date. */
export const report = signal<BaselineReport | null>(null);

effect(() => {
  // It follows what it is made from, and not every other parameter.
  void learning.value;
  const scaled = notebook.cell('scale').result.value?.value;
  const flows = traffic.value;
  if (scaled === undefined || flows === null) report.value = null;
  if (!notebook.isCurrent('scale') || scaled === undefined || flows === null) return;
  const parameters = notebook.parameters.peek();
  report.value = complaintOr(() => baselineReport({ traffic: flows, scaled, parameters }));
});

/** Why nothing can be learnt from what is chosen, if the scaler had its features and could not. */
export const learningProblem = computed(() => {
  const { activity } = notebook.cell('scale');
  const ending = activity.value;
  const failed = ending.kind === 'failed' && notebook.hasEnded('scale');
  return failed && notebook.isCurrent('engineer') ? ending.reason : null;
});

/** How many flows begin in the range that is set; `null`: it is none, or nobody knows. */
export const rangeCount = computed(() => {
  const { trainOn, baselineFrom, baselineTo } = notebook.parameters.value;
  const flows = traffic.value?.flows;
  if (trainOn !== 'time' || !flows) return null;
  const rows = complaintOr(() => rowsInRange(flows.startTime, { baselineFrom, baselineTo }));
  return rows && { inside: rows.length, outside: flows.length - rows.length };
});

function complaintOr<Value>(get: () => Value): Value | null {
  try {
    return get();
  } catch (error) {
    // The cell of the scaler or of a detector says it.
    if (error instanceof InputError) return null;
    throw error;
  }
}

/**
 * Chooses what is learnt from. A baseline of its own is held apart already, so that nothing is held
 * out besides; a time range that nobody has set begins as the first half.
 */
export function learnFrom(trainOn: LabParameters['trainOn']): void {
  const { baselineFrom, baselineTo } = notebook.parameters.peek();
  const apart = trainOn === 'time' || trainOn === 'file';
  const unset = baselineFrom === '' && baselineTo === '';
  notebook.setParameters({
    trainOn,
    ...(apart && { holdOut: 0, evaluateOn: 'all' }),
    ...(trainOn === 'time' && unset && firstHalf()),
  });
}

function firstHalf(): ParameterChanges {
  if (span.value === null) return {};
  const { first, last } = span.value;
  return { baselineFrom: timeText(first), baselineTo: timeText((first + last) / 2) };
}

/** A baseline's files on their way in, as a share of their bytes. */
export const baselineReading = signal<number | null>(null);

/** Why the last files were not taken as the baseline. */
export const baselineProblem = signal<string | null>(null);

let controller = new AbortController();

/** Reads files and learns from them; what cannot be read leaves everything as it was. */
export async function openBaseline(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  cancelBaseline();
  const own = new AbortController();
  controller = own;
  baselineProblem.value = null;
  baselineReading.value = 0;
  try {
    const said = await readingsFor(files, own.signal, { words: labelWords.peek() });
    if (said === null) return;
    await notebook.openBaseline({ files, format: 'auto', ...said }, own.signal, (done) => {
      baselineReading.value = done;
    });
  } catch (error) {
    if (own.signal.aborted) return;
    const reason = messageOf(error);
    baselineProblem.value = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  } finally {
    if (controller === own) baselineReading.value = null;
  }
}

export function cancelBaseline(): void {
  controller.abort();
}
