/// <reference types="vite/types/importMeta.d.ts" />
import type { CellId } from '../../notebook/cell-definition.ts';
import { keepView } from './loaded-views.ts';
import type { CellView } from './view.ts';

/** The views of cells but for detectors; the first screen shows none of them. */
const later = import.meta.glob<CellView>('../*/cell-*.tsx', { import: 'view' });

const LATER: ReadonlyMap<CellId, () => Promise<CellView>> = new Map(
  Object.entries(later).map(([path, fetchIt]) => [path.replace(/^.*\/cell-|\.tsx$/g, ''), fetchIt]),
);

/** Fetches the view of a cell, which is kept from then on; a file of its name is all that it takes. */
export async function fetchView(id: CellId): Promise<CellView> {
  const fetchIt = LATER.get(id);
  if (fetchIt === undefined) throw new Error(`The cell "${id}" has no view.`);
  const view = await fetchIt();
  keepView(id, view);
  return view;
}
