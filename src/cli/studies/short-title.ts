import type { Measure } from '../../pipeline/studies/trial.ts';

/** Titles that fit a column. */
export function shortTitle({ title }: Measure): string {
  return title.replace('Average', 'avg.');
}
