import { useEffect } from 'preact/hooks';
import { whenThere } from '../import/arrival.ts';
import { fetchedLater } from '../kit/fetched-later.tsx';
import {
  goBack,
  goNext,
  noteShown,
  presentation,
  resultShown,
  type Slide,
  settingsShown,
  slides,
  slideTitle,
  startPresenting,
  stopPresenting,
} from './present.ts';

const Note = fetchedLater('The note', () =>
  import('../teaching/instructor-note.tsx').then(({ InstructorNote }) => InstructorNote),
);

export function PresentButton() {
  return (
    <button type="button" id="present" onClick={startPresenting}>
      Present
    </button>
  );
}

/** The bar of a presentation, what it announces, and the note for whoever presents. */
export function Presenter() {
  const now = presentation.value;
  useEffect(() => {
    return now === null ? undefined : focusSlide(now.slide);
  }, [now?.slide]);
  if (now === null) return null;
  const at = slides.value.indexOf(now.slide);
  const last = at === slides.value.length - 1 && resultShown.value;
  return (
    <section class="presenter" aria-label="Presentation">
      <h1 class="hidden">Network Anomaly Lab</h1>
      <p class="hidden" role="status">
        {`${at + 1} of ${slides.value.length}: ${slideTitle(now.slide)}`}
        {resultShown.value ? '' : '. The result is hidden.'}
      </p>
      {noteShown.value && <Note slide={now.slide} />}
      <div class="presenter-bar">
        <button type="button" aria-disabled={at === 0} onClick={goBack}>
          <span aria-hidden="true">‹</span> Previous
        </button>
        <span class="position">
          {at + 1} / {slides.value.length}
        </span>
        <button type="button" class="primary" aria-disabled={last} onClick={goNext}>
          {resultShown.value ? 'Next' : 'Show result'} <span aria-hidden="true">›</span>
        </button>
        <span class="gap" />
        <Toggle flag={noteShown} word="Note" />
        <Toggle flag={settingsShown} word="Settings" />
        <button type="button" onClick={stopPresenting}>
          Leave
        </button>
      </div>
    </section>
  );
}

function Toggle({ flag, word }: { readonly flag: { value: boolean }; readonly word: string }) {
  return (
    <button
      type="button"
      aria-pressed={flag.value}
      onClick={() => {
        flag.value = !flag.value;
      }}
    >
      {word}
    </button>
  );
}

/**
 * Brings the new slide to its top; the focus goes there too, unless it is on the bar. A cell whose
 * code is still on its way gets it when it comes.
 *
 * @returns what ends the waiting
 */
function focusSlide(slide: Slide): () => void {
  window.scrollTo({ top: 0, behavior: 'instant' });
  return whenThere(slide, (cell) => {
    if (document.activeElement?.closest('.presenter') == null) cell.focus({ preventScroll: true });
  });
}
