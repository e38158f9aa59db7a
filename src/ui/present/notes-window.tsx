import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { SANS } from '../../charts/palette.ts';
import { currentSlide, goBack, goNext, slides } from './present.ts';
import { SlideNotes } from './slide-notes.tsx';
import { positionWords } from './slide-position.ts';
import { besideSlide, slideTitle } from './slides.ts';
import { Times } from './times.tsx';

const NAME = 'network-anomaly-lab-notes';

/**
 * Opens the instructor's note, the timer and what comes next in a window of their own, an empty page
 * of the same origin that is filled from here.
 *
 * @returns whether the browser opened one
 */
export function openNotesWindow(): boolean {
  const notes = window.open('', NAME, 'popup,width=640,height=820');
  if (notes === null) return false;
  const { document: page } = notes;
  page.title = 'Notes – Network Anomaly Lab';
  page.documentElement.lang = 'en';
  page.documentElement.style.cssText = 'color-scheme: light dark';
  page.body.style.cssText = `font: 20px/1.4 ${SANS}; padding: 8px 16px`;
  page.body.replaceChildren();
  render(<Notes end={() => notes.close()} />, page.body);
  notes.focus();
  return true;
}

function Notes({ end }: { readonly end: () => void }) {
  // A window without its page would show an old slide for ever.
  useEffect(() => {
    addEventListener('pagehide', end);
    return () => removeEventListener('pagehide', end);
  }, []);
  const now = currentSlide.value;
  if (now === null) return <p>The presentation has ended.</p>;
  const all = slides.value;
  const next = besideSlide(all, now, 1);
  return (
    <main>
      <h1 style={{ fontSize: '1.2em' }}>{slideTitle(now)}</h1>
      <p>
        Slide {positionWords(all, now).replace('/', 'of')}.{' '}
        {next === undefined ? 'It is the last one.' : `Next: ${slideTitle(next)}.`}
      </p>
      <SlideNotes slide={now} hasAnswers />
      <Times />
      <p>
        <button type="button" style={{ font: 'inherit' }} onClick={goBack}>
          Previous
        </button>{' '}
        <button type="button" style={{ font: 'inherit' }} onClick={goNext}>
          Next
        </button>
      </p>
    </main>
  );
}
