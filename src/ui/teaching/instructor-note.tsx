import type { CellId } from '../../notebook/cell-definition.ts';
import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import { loadedView } from '../cells/loaded-views.ts';
import { detectorView, type InstructorNote as Note } from '../detect/detector-view.ts';
import { SUMMARY_NOTE } from '../summary/summary-note.ts';

/** What to ask at a cell, and what surprises there; nothing while its code is on its way. */
export function InstructorNote({ cell }: { readonly cell: CellId | 'summary' }) {
  const note = noteOf(cell);
  return (
    note !== undefined && (
      <div class="instructor-note">
        <p>
          <strong>Ask:</strong> {note.ask}
        </p>
        <p>
          <strong>What surprises:</strong> {note.surprises}
        </p>
      </div>
    )
  );
}

function noteOf(cell: CellId | 'summary'): Note | undefined {
  if (cell === 'summary') return SUMMARY_NOTE;
  return isDetector(cell) ? detectorView(cell).note : loadedView(cell)?.note;
}
