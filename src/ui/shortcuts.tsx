import { useEffect, useRef } from 'preact/hooks';
import type { CellId } from '../notebook/cells.ts';
import { whenThere } from './arrival.ts';
import { live, notebook } from './lab.ts';
import { singleKeys } from './preferences.ts';

/** What the keys do, as the dialog lists it. */
const SHORTCUTS = [
  { keys: 'Shift + Enter', does: 'run the cell and go on to the next', single: false },
  { keys: 'Ctrl + Enter', does: 'run the cell and stay', single: false },
  { keys: 'j', does: 'go to the next cell', single: true },
  { keys: 'k', does: 'go to the cell before', single: true },
  { keys: '?', does: 'show this list', single: true },
] as const;

/** Runs a cell as its button does: in live mode what depends on it follows. */
export async function runCell(id: CellId): Promise<void> {
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
  if (target !== currentTarget || singleKeys.value === 'off') return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'j') focusCell(id, 1);
  else if (event.key === 'k') focusCell(id, -1);
  else if (event.key === '?') openShortcuts();
}

/** Ends the wait for a cell whose code was still on its way. */
let endWaiting = () => {};

function focusCell(id: CellId, step: 1 | -1): void {
  const cells = notebook.shown.peek();
  const at = cells.findIndex((cell) => cell.id === id) + step;
  const next = cells[Math.min(cells.length - 1, Math.max(0, at))];
  const from = document.activeElement;
  endWaiting();
  endWaiting = whenThere(next.id, (cell) => {
    // Who has gone elsewhere meanwhile is not called back.
    if (document.activeElement === from || document.activeElement === document.body) cell.focus();
  });
}

const DIALOG = 'shortcuts';

function openShortcuts(): void {
  const dialog = document.getElementById(DIALOG);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

export function ShortcutsButton() {
  return (
    <button type="button" onClick={openShortcuts}>
      Keys
    </button>
  );
}

export function ShortcutsDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // A click on the backdrop is a click on the dialog itself.
    const close = ({ target }: MouseEvent) => {
      if (target === dialog.current) dialog.current?.close();
    };
    dialog.current?.addEventListener('click', close);
  }, []);
  return (
    <dialog ref={dialog} id={DIALOG} aria-labelledby="shortcuts-title">
      <div class="dialog">
        <h2 id="shortcuts-title">Keys</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">key</th>
              <th scope="col">what it does</th>
            </tr>
          </thead>
          <tbody>
            {SHORTCUTS.map(({ keys, does, single }) => (
              <tr key={keys}>
                <th scope="row">
                  <kbd>{keys}</kbd>
                </th>
                <td>
                  {does}
                  {single && ', while a cell itself has the focus'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <label class="inline">
          <input
            type="checkbox"
            checked={singleKeys.value === 'on'}
            onChange={(event) => {
              singleKeys.value = event.currentTarget.checked ? 'on' : 'off';
            }}
          />{' '}
          Single letters act as keys
        </label>
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </div>
    </dialog>
  );
}
