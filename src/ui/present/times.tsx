import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { pageLab } from '../lab.ts';

/** When the presentation and its present slide began. Milliseconds of the lab's clock. */
const began = signal<{ readonly all: number; readonly slide: number; readonly id: string } | null>(
  null,
);

/** Begins to time a slide, and with the first one the presentation. */
export function timed(id: string): void {
  const now = pageLab.clock();
  const before = began.peek();
  if (before?.id !== id) began.value = { all: before?.all ?? now, slide: now, id };
}

/** How long this slide and the whole have been shown. */
export function Times() {
  const now = useClock();
  const since = began.value;
  if (since === null) return null;
  return (
    <p class="times">
      This slide <span role="timer">{minutesAndSeconds(now - since.slide)}</span> · since the start{' '}
      <span role="timer">{minutesAndSeconds(now - since.all)}</span>{' '}
      <button type="button" onClick={startAgain}>
        Start the timer again
      </button>
    </p>
  );
}

/** The lab's clock, which moves on twice a second. Milliseconds. */
export function useClock(): number {
  const [now, setNow] = useState(pageLab.clock());
  useEffect(() => {
    const timer = setInterval(() => setNow(pageLab.clock()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function startAgain(): void {
  const now = pageLab.clock();
  const before = began.peek();
  if (before !== null) began.value = { ...before, all: now, slide: now };
}

/** Milliseconds as `03:07`; an hour and more in minutes. */
export function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
