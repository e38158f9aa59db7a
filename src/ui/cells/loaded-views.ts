import { signal } from '@preact/signals';
import type { CellId } from '../../notebook/cell-definition.ts';
import type { CellView } from './view.ts';

const loaded = signal<ReadonlyMap<CellId, CellView>>(new Map());

/** The view of a cell that is no detector's; `undefined` while its code is on its way. */
export function loadedView(id: CellId): CellView | undefined {
  return loaded.value.get(id);
}

export function keepView(id: CellId, view: CellView): void {
  loaded.value = new Map([...loaded.peek(), [id, view]]);
}
