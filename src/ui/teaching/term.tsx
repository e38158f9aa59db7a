import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { oneStop } from '../kit/one-stop/one-stop.ts';
import type { Term } from './glossary.ts';

/** Nobody asks for a meaning before the page stands. */
const Meaning = fetchedLater('The meaning', () =>
  import('./meaning.tsx').then(({ Meaning }) => Meaning),
);

interface Props {
  readonly of: Term;
  /** The words in the text; the term itself unless given. */
  readonly children?: ComponentChildren;
}

/** Time for the pointer to reach the explanation before it goes. Milliseconds. */
const GRACE = 250;

/**
 * A word of the text that is explained: under the pointer, with the focus, or at a click or touch.
 * The explanation goes with the pointer or the focus, with Escape, or at a click elsewhere. The words
 * of a text are one stop of the Tab key, with arrow keys from one to the next.
 */
export function TermWord({ of, children = of }: Props) {
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLSpanElement>(null);
  const { open, close, closeSoon, stay } = useNote(word, note);
  useEffect(() => {
    return oneStop(word.current?.closest<HTMLElement>('.prose') ?? null);
  }, []);
  return (
    <>
      <button
        ref={word}
        type="button"
        class="term"
        aria-describedby={id}
        onClick={open}
        onFocus={() => word.current?.matches(':focus-visible') && open()}
        onBlur={close}
        onPointerEnter={({ pointerType }) => pointerType === 'mouse' && open()}
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && closeSoon()}
      >
        {children}
      </button>
      <span
        ref={note}
        id={id}
        class="term-note"
        popover="auto"
        onPointerEnter={stay}
        onPointerLeave={({ pointerType }) => pointerType === 'mouse' && closeSoon()}
      >
        <strong>{of}</strong>: <Meaning of={of} />
      </span>
    </>
  );
}

type Reference<E> = { readonly current: E | null };

function useNote(word: Reference<HTMLElement>, note: Reference<HTMLElement>) {
  const timer = useRef<number | undefined>(undefined);
  const stay = () => window.clearTimeout(timer.current);
  useEffect(() => stay, []);
  const open = () => {
    stay();
    if (word.current === null || note.current === null) return;
    if (!note.current.matches(':popover-open')) note.current.showPopover();
    place(note.current, word.current);
  };
  const close = () => {
    stay();
    if (note.current?.matches(':popover-open')) note.current.hidePopover();
  };
  const closeSoon = () => {
    stay();
    timer.current = window.setTimeout(() => {
      if (document.activeElement !== word.current) close();
    }, GRACE);
  };
  return { open, close, closeSoon, stay };
}

/** Puts the note under the word, or over it where there is no room, within the screen. */
function place(note: HTMLElement, word: HTMLElement): void {
  const edge = 8;
  // A word broken over two lines: its last piece.
  const at = [...word.getClientRects()].at(-1) ?? word.getBoundingClientRect();
  const { width, height } = note.getBoundingClientRect();
  const screen = document.documentElement;
  const left = Math.max(edge, Math.min(at.left, screen.clientWidth - width - edge));
  const below = at.bottom + 4;
  const fits = below + height + edge <= screen.clientHeight;
  note.style.left = `${left}px`;
  note.style.top = `${fits ? below : Math.max(edge, at.top - height - 4)}px`;
}
