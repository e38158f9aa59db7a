import type { CellId } from '../../notebook/cell-definition.ts';
import { cellDefinition } from '../../notebook/cells.ts';
import { changesOfCell } from '../../notebook/changes-since.ts';
import type { CellProps, CellView } from '../cells/view.ts';
import { live, notebook } from '../lab.ts';

interface Props {
  readonly changes: readonly string[];
  /** It is being computed anew. */
  readonly isRunning?: boolean;
}

/** Says of a result which settings it was computed by, where others are set now. */
export function AsOf({ changes, isRunning = false }: Props) {
  if (changes.length === 0) return null;
  return (
    <p class="warning as-of">
      Out of date: settings have changed since this was computed (then → now): {changes.join('; ')}.
      {!isRunning && ' Run it again for the settings of now.'}
    </p>
  );
}

/** The same for the result of a cell. */
export function CellAsOf({ id }: CellProps) {
  if (isComing(id)) return null;
  const { kind } = notebook.cell(id).activity.value;
  const isRunning = kind === 'running' || kind === 'queued';
  return <AsOf changes={changesOfCell(id, notebook)} isRunning={isRunning} />;
}

/** Whether the cell is computed anew by itself: for that moment nothing is said that would jump. */
function isComing(id: CellId): boolean {
  return live.value && !cellDefinition(id).onDemand && !notebook.hasEnded(id);
}

/** The view of a study, whose last result stays and says of which settings it is. */
export function withDate<Value>(view: CellView<Value>): CellView<Value> {
  const { Output } = view;
  return {
    ...view,
    Output: ({ id }) => (
      <>
        <CellAsOf id={id} />
        <Output id={id} />
      </>
    ),
  };
}
