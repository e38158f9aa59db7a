import { batch, effect } from '@preact/signals';
import type { AskedRun } from '../../notebook/long-runs.ts';
import { NOTEBOOK_PARAMETERS } from '../../pipeline/parameters/parameters.ts';
import { type AllowRule, formatRule, withRule } from '../../pipeline/triage/rules.ts';
import type { Lab } from '../create-lab.ts';
import { flowSource } from '../flows/flow-source.ts';
import { lessonWork } from '../lesson/lesson-work.ts';
import { pitfallsNow } from '../studies/pitfalls-now.ts';
import { studies } from '../studies/studies-state.ts';
import { handedIn } from '../teaching/predicting.ts';
import { readWork, type Work, writeWork } from './kept-work-text.ts';
import { type PreferenceStorage, store } from './preferences.ts';

/** Where the work is kept. */
export const WORK_KEY = 'network-anomaly-lab.work';
/** Where that on a person's own traffic is kept, if the person wants it. */
export const OWN_WORK_KEY = 'network-anomaly-lab.own-work';

/**
 * Brings back the marks, rules, guesses and the pinned run of earlier visits, and keeps what changes.
 * What was said while something of a person's own was open is kept only if the person wants it.
 *
 * @returns a word on what could not be read; empty: nothing
 */
export function keepWork(lab: Lab, storage: PreferenceStorage): string {
  const now = lab.notebook.parameters.peek();
  const work = readWork(stored(storage, WORK_KEY), now);
  const ownWork = readWork(stored(storage, OWN_WORK_KEY), now);
  batch(() => {
    restore(lab, work.work);
    restore(lab, ownWork.work);
    lessonWork(lab).isBack.value = true;
  });
  const isOwn = noteOwn(lab, ownWork.work);
  effect(() => {
    const all = workOf(lab);
    const keepsOwn = lab.preferences.keepImported.value === 'on';
    store(storage, WORK_KEY, writeWork(partOf(all, (one) => !isOwn(one))));
    store(storage, OWN_WORK_KEY, keepsOwn ? writeWork(partOf(all, isOwn)) : '');
  });
  return work.problem || ownWork.problem;
}

function stored(storage: PreferenceStorage, key: string): string {
  try {
    return storage.getItem(key) ?? '';
  } catch {
    // A private window may forbid it: there is nothing to bring back.
    return '';
  }
}

/** What was said on this visit, before the earlier ones came back, stays. */
function restore(lab: Lab, work: Work): void {
  const { guesses, answers } = handedIn(lab);
  lab.marks.value = new Map([...work.marks, ...lab.marks.peek()]);
  lab.allowRules.value = lab.allowRules.peek().reduce<readonly AllowRule[]>(withRule, work.rules);
  lab.pinned.value ??= work.pinned;
  guesses.value = { ...work.guesses, ...guesses.peek() };
  answers.value = { ...work.answers, ...answers.peek() };
  const { handIns, files } = lessonWork(lab);
  handIns.value = { ...handIns.peek(), ...work.handIns };
  files.value = { ...work.lessons, ...files.peek() };
}

function workOf(lab: Lab): Work {
  const { guesses, answers } = handedIn(lab);
  return {
    marks: lab.marks.value,
    rules: lab.allowRules.value,
    pinned: lab.pinned.value,
    guesses: guesses.value,
    answers: answers.value,
    handIns: lessonWork(lab).handIns.value,
    lessons: lessonWork(lab).files.value,
  };
}

/** Whether a person's own traffic, or what has learnt from it, is open or still on the screen. */
function isOwnOpen(lab: Lab): boolean {
  const { opened, baseline, lab: trained } = lab.notebook;
  const shown = flowSource(lab).shownFlows.value?.traffic;
  const made = lab.notebook.cell('generate').result.value?.value;
  return (
    [opened, baseline, trained].some(({ value }) => value !== null) ||
    [shown, made].some((traffic) => traffic !== undefined && traffic.imported !== null)
  );
}

/**
 * Notes what is said while something of a person's own is open.
 *
 * @param before what was on earlier visits
 * @returns whether a part of the work, as `partsOf` tells them, is such a one
 */
function noteOwn(lab: Lab, before: Work): (part: unknown) => boolean {
  const own = new Set<unknown>(partsOf(before));
  let last = workOf(lab);
  effect(() => {
    const now = workOf(lab);
    if (isOwnOpen(lab)) {
      const known = new Set(partsOf(last));
      for (const part of partsOf(now)) if (!known.has(part)) own.add(part);
    }
    last = now;
  });
  return (part) => own.has(part);
}

/** What of the work is told apart by itself: rules by their text, the rest by identity. */
function partsOf({ marks, rules, pinned, guesses, answers }: Work): readonly unknown[] {
  return [
    ...marks.values(),
    ...rules.map(formatRule),
    ...(pinned === null ? [] : [pinned]),
    ...Object.values(guesses),
    ...Object.values(answers),
  ];
}

/** The work without the parts that are not wanted. */
function partOf(all: Work, isWanted: (part: unknown) => boolean): Work {
  const wanted = <Value>(record: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => isWanted(value)));
  return {
    marks: new Map([...all.marks].filter(([, those]) => isWanted(those))),
    rules: all.rules.filter((rule) => isWanted(formatRule(rule))),
    pinned: isWanted(all.pinned) ? all.pinned : null,
    guesses: wanted(all.guesses),
    answers: wanted(all.answers),
    handIns: wanted(all.handIns),
    lessons: wanted(all.lessons),
  };
}

/** The long runs that starting fresh ends. */
export function longRuns(lab: Lab): AskedRun[] {
  const study = studies(lab).longRun();
  return [...lab.notebook.longRuns(), ...(study === null ? [] : [study])];
}

/**
 * Makes the lab as it is for somebody who has never been here, but for the theme: choices, marks,
 * rules, guesses, the pinned run, files and settings go, and what is kept of them.
 */
export function startFresh(lab: Lab): void {
  const { guesses, answers } = handedIn(lab);
  batch(() => {
    lab.marks.value = new Map();
    lab.allowRules.value = [];
    lab.pinned.value = null;
    lab.selectedFlow.value = null;
    lab.selectedType.value = null;
    lab.selectedVerdict.value = 'any';
    guesses.value = {};
    answers.value = {};
    const { handIns, files, screen, folded } = lessonWork(lab);
    handIns.value = {};
    files.value = {};
    screen.value = null;
    folded.value = false;
    lab.preferences.forget();
  });
  studies(lab).forget();
  pitfallsNow(lab).forget();
  // First, so that no run is left that would be asked about.
  lab.notebook.restart();
  lab.notebook.closeLab();
  lab.notebook.closeBaseline();
  lab.notebook.closeFiles();
  lab.notebook.setParameters(NOTEBOOK_PARAMETERS);
  if (lab.live.peek()) lab.notebook.runStale();
}
