import { useState } from 'preact/hooks';
import type { CellId } from '../../notebook/cell-definition.ts';
import { cellDefinition } from '../../notebook/cells.ts';
import { fetchedLater } from '../kit/fetched-later.tsx';

/** Only who opens a fold needs it. */
const PythonCode = fetchedLater('The Python', () =>
  import('./python-code.tsx').then(({ PythonCode }) => PythonCode),
);

/** Folded, the scikit-learn code that does what the cell does now; made when it is opened. */
export function PythonFold({ id }: { readonly id: CellId }) {
  const [open, setOpen] = useState(false);
  const { title } = cellDefinition(id);
  return (
    <details class="python" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        The Python<span class="hidden"> of {title}</span>
      </summary>
      {open && <PythonCode id={id} title={title} />}
    </details>
  );
}
