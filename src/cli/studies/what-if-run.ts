import { InputError } from '../../data/errors.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import { fittedModels } from '../../pipeline/what-if/scorers.ts';
import { createWhatIf, type WhatIf } from '../../pipeline/what-if/what-if.ts';
import type { StudyContext } from './study.ts';

/** What answers questions about the flows of a run: made once, however many options ask. */
export function whatIfOf(run: LabRun, { trained }: Pick<StudyContext, 'trained'>): WhatIf {
  const made = MADE.get(run) ?? createWhatIf(run, trained, fittedModels(run, trained));
  MADE.set(run, made);
  return made;
}

const MADE = new WeakMap<LabRun, WhatIf>();

/** @throws InputError for a row number that the traffic does not reach */
export function checkRow({ traffic }: LabRun, row: number): void {
  const { total } = traffic.summary;
  if (row < total) return;
  throw new InputError(`There is no row ${row}: rows run from 0 to ${total - 1}.`);
}
