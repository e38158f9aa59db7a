import { formatType } from '../../charts/format.ts';
import { chooseType, showAllTypes } from '../flows/flow-selection.ts';
import { selectedType, selectedVerdict } from '../lab.ts';

/** Beside a chart whose bars can be chosen: what was chosen, how to undo it, and where it shows. */
export function TypeChip() {
  const type = selectedType.value;
  return (
    <p class="type-chip">
      {type === null ? (
        'Choose a bar or a cell of the chart, or a name in the numbers, to see only its flows.'
      ) : (
        <>
          <ClearType type={type} /> <a href="#flows">See its flows</a>
        </>
      )}
    </p>
  );
}

/** A type's name that limits the table of flows to it, and sets it free when pressed again. */
export function TypeButton({ type }: { readonly type: string }) {
  return (
    <button
      type="button"
      class="link"
      aria-pressed={selectedType.value === type}
      onClick={() => chooseType(type)}
    >
      {formatType(type)}
    </button>
  );
}

export function ClearType({ type }: { readonly type: string }) {
  const verdict = selectedVerdict.value;
  return (
    <button type="button" class="chip" onClick={showAllTypes}>
      Only: {formatType(type)}
      {verdict !== 'any' && `, ${verdict}`} <span aria-hidden="true">✕</span>
      <span class="hidden"> (show all types)</span>
    </button>
  );
}
