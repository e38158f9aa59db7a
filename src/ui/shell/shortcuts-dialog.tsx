import { useEffect, useRef } from 'preact/hooks';
import { preferences } from '../lab.ts';
import { DIALOG } from './shortcuts.tsx';

/** What the keys do, as the dialog lists it. */
const SHORTCUTS = [
  { keys: 'Shift + Enter', does: 'run the cell and go on to the next', single: false },
  { keys: 'Ctrl + Enter', does: 'run the cell and stay', single: false },
  { keys: '← → ↑ ↓', does: 'move within a table, a list or a row of buttons', single: false },
  { keys: 'j', does: 'go to the next cell', single: true },
  { keys: 'k', does: 'go to the cell before', single: true },
  { keys: 'o', does: 'open the cell, or fold it', single: true },
  { keys: '?', does: 'show this list', single: true },
] as const;

/** What the keys do, and whether single letters do anything. */
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
            checked={preferences.singleKeys.value === 'on'}
            onChange={(event) => {
              preferences.singleKeys.value = event.currentTarget.checked ? 'on' : 'off';
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
