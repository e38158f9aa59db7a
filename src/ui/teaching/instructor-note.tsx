import { noteOf, type Slide } from './notes.ts';

/** What to ask at a slide, and what surprises there. */
export function InstructorNote({ slide }: { readonly slide: Slide }) {
  const { ask, surprises } = noteOf(slide);
  return (
    <div class="instructor-note">
      <p>
        <strong>Ask:</strong> {ask}
      </p>
      <p>
        <strong>What surprises:</strong> {surprises}
      </p>
    </div>
  );
}
