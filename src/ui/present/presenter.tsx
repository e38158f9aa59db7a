import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { whenThere } from '../import/arrival.ts';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { lessonWork } from '../lesson/lesson-work.ts';
import { fitSlide } from './fit-slide.ts';
import { openNotesWindow } from './notes-window.tsx';
import {
  currentSlide,
  goBack,
  goNext,
  goToSlide,
  noteShown,
  settingsShown,
  slides,
  stopPresenting,
} from './present.ts';
import { SlideNotes } from './slide-notes.tsx';
import { moreOfSlide, positionWords } from './slide-position.ts';
import { besideSlide, type Slide, slideTitle } from './slides.ts';
import { Times, timed } from './times.tsx';

/** Where a lesson is open. */
const LessonPace = fetchedLater('The step of the lesson', () =>
  import('../lesson/teach/lesson-pace.tsx').then(({ LessonPace }) => LessonPace),
);

/** Said where the browser opens no second window. */
const windowRefused = signal(false);

/** The bar of a presentation, what it announces, and the note for whoever presents. */
export function Presenter() {
  const now = currentSlide.value;
  useEffect(() => (now === null ? undefined : showSlide(now)), [now?.id]);
  return now === null ? null : <Bar now={now} />;
}

function Bar({ now }: { readonly now: Slide }) {
  const element = useRef<HTMLElement>(null);
  useEffect(keepHeight(element), []);
  const all = slides.value;
  const [before, next] = ([-1, 1] as const).map((steps) => besideSlide(all, now, steps));
  const more = moreOfSlide(all, now);
  return (
    <section class="presenter" aria-label="Presentation" ref={element}>
      <h1 class="hidden">Network Anomaly Lab</h1>
      <p class="hidden" role="status">
        {`${positionWords(all, now).replace('/', 'of')}: ${slideTitle(now)}`}
      </p>
      {noteShown.value && (
        <div class="note-panel">
          <SlideNotes slide={now} hasAnswers={false} />
          <Times />
        </div>
      )}
      {lessonWork().screen.value === 'lesson' && <LessonPace />}
      <div class="presenter-bar">
        <button type="button" aria-disabled={before === undefined} onClick={goBack}>
          <span aria-hidden="true">‹</span> Previous
        </button>
        <SlidePicker now={now} />
        <span class="position">{positionWords(all, now)}</span>
        <button type="button" class="primary" aria-disabled={next === undefined} onClick={goNext}>
          {now.figure === null && next?.cell === now.cell ? 'Show result' : 'Next'}{' '}
          <span aria-hidden="true">›</span>
        </button>
        {more !== undefined && (
          <button type="button" onClick={() => goToSlide(more)}>
            More: {more.figure}
          </button>
        )}
        <span class="gap" />
        <Toggle flag={noteShown} word="Note" />
        <button type="button" onClick={openNotes}>
          Notes in a window
        </button>
        <Toggle flag={settingsShown} word="Settings" />
        <button type="button" onClick={stopPresenting}>
          Leave
        </button>
      </div>
      {windowRefused.value && (
        <p class="refused" role="status">
          Your browser opened no second window. The note is shown here.
        </p>
      )}
    </section>
  );
}

/** The note beside the slides, or, where no window opens, on them. */
function openNotes(): void {
  const opened = openNotesWindow();
  windowRefused.value = !opened;
  noteShown.value = !opened;
}

/** Goes to any slide. */
function SlidePicker({ now }: { readonly now: Slide }) {
  const all = slides.value;
  return (
    <select
      aria-label="Go to slide"
      value={now.id}
      onChange={({ currentTarget }) => {
        const chosen = slides.peek().find(({ id }) => id === currentTarget.value);
        // The arrow keys move on from the slide, not within the list.
        currentTarget.blur();
        if (chosen !== undefined) goToSlide(chosen);
      }}
    >
      {all
        .filter(({ figure }) => figure === null)
        .map(({ cell, of }) => (
          <optgroup key={cell} label={of}>
            {all
              .filter((slide) => slide.cell === cell)
              .map(({ id, figure, isMore, isAside }) => (
                <option key={id} value={id}>
                  {isMore && '+ '}
                  {figure ?? of}
                  {isAside && figure === null && ' (not run)'}
                </option>
              ))}
          </optgroup>
        ))}
    </select>
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

/** The slide ends where the bar begins, whatever the bar holds. */
function keepHeight(element: { readonly current: HTMLElement | null }): () => () => void {
  return () => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        style.setProperty('--presenter', `${target.getBoundingClientRect().height}px`);
      }
    });
    if (element.current !== null) observer.observe(element.current);
    return () => observer.disconnect();
  };
}

/**
 * Fits the slide on the screen; the focus goes there, too, unless it is on the bar. A cell whose code
 * is still on its way gets it when it comes.
 *
 * @returns what ends the waiting and the fitting
 */
function showSlide({ id, cell }: Slide): () => void {
  timed(id);
  let endFitting = () => {};
  const endWaiting = whenThere(cell, (element) => {
    endFitting = fitSlide(element);
    if (document.activeElement?.closest('.presenter') == null) {
      element.focus({ preventScroll: true });
    }
  });
  return () => {
    endWaiting();
    endFitting();
  };
}
