import { CELLS } from '../../notebook/cells.ts';
import { PARTS } from '../cells/folds.ts';
import { type Place, titleOf } from '../shell/places.ts';

/** What a step of a lesson leads to, as the page calls it. */
export function placeTitle(where: string): string {
  const found = [...CELLS, ...PARTS].find(({ id }) => id === where);
  if (found !== undefined) return found.title;
  return where === 'start' ? 'the planes' : titleOf(where as Place);
}
