import type { CellId } from '../../notebook/cell-definition.ts';
import { notebook } from '../lab.ts';
import { onSlide } from '../present/present.ts';

/** What the reference notebook does not say, from the figures of the result that is shown. */
export function Remarks({ id }: { readonly id: CellId }) {
  const value = notebook.cell(id).result.value?.value;
  if (value === undefined || value === null || !('remarks' in value) || value.remarks.length === 0)
    return null;
  return (
    <div class="remarks" {...onSlide(`${id}.remarks`)}>
      <p class="caption">What this run shows</p>
      <ul>
        {value.remarks.map(({ topic, sentence }) => (
          <li key={topic}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
