import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import { loadedView } from '../cells/loaded-views.ts';
import { detectorView, type InstructorNote as Note } from '../detect/detector-view.ts';
import type { Slide } from '../present/present.ts';
import { SUMMARY_NOTE } from '../summary/summary-note.ts';

/** What to ask at a slide, and what surprises there; nothing while the slide is on its way. */
export function InstructorNote({ slide }: { readonly slide: Slide }) {
  const note = noteOf(slide);
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

function noteOf(slide: Slide): Note | undefined {
  if (slide === 'summary') return SUMMARY_NOTE;
  return isDetector(slide) ? detectorView(slide).note : loadedView(slide)?.note;
}
