import type { CellId } from '../../notebook/cell-definition.ts';
import { isFolded, setFolded } from '../cells/folds.ts';
import { whenThere } from '../import/arrival.ts';
import { live, notebook, preferences } from '../lab.ts';
import { openPlaceOf } from './places.ts';

/** Runs a cell as its button does: in live mode what depends on it follows. */
export async function runCell(id: CellId): Promise<void> {
  setFolded(id, false);
  await notebook.run(id);
  if (live.peek()) await notebook.runStale();
}

/**
 * The keys of a cell. Combinations work anywhere in it, single letters only while the cell itself
 * has the focus, never in a field, and not at all when they are switched off (WCAG 2.1.4).
 */
export function onCellKey(id: CellId, event: KeyboardEvent): void {
  const { target, currentTarget } = event;
  if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    // A field hands its text over when it loses the focus.
    if (target instanceof HTMLInputElement) target.blur();
    runCell(id);
    if (event.shiftKey) focusCell(id, 1);
    else if (currentTarget instanceof HTMLElement) currentTarget.focus();
    return;
  }
  if (target !== currentTarget || preferences.singleKeys.value === 'off') return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'j') focusCell(id, 1);
  else if (event.key === 'k') focusCell(id, -1);
  else if (event.key === 'o') setFolded(id, !isFolded(id));
  else if (event.key === '?') openShortcuts();
}

/** Ends the wait for a cell whose code was still on its way. */
let endWaiting = () => {};

function focusCell(id: CellId, step: 1 | -1): void {
  const cells = notebook.shown.peek();
  const at = cells.findIndex((cell) => cell.id === id) + step;
  const next = cells[Math.min(cells.length - 1, Math.max(0, at))];
  if (next === undefined) return;
  const from = document.activeElement;
  openPlaceOf(next.id);
  endWaiting();
  endWaiting = whenThere(next.id, (cell) => {
    // Who has gone elsewhere meanwhile is not called back.
    if (document.activeElement === from || document.activeElement === document.body) cell.focus();
  });
}

/** The name of the dialog that lists the keys. */
export const DIALOG = 'shortcuts';

export function openShortcuts(): void {
  whenThere(DIALOG, (dialog) => {
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  });
}
