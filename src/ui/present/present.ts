import { computed, effect, signal } from '@preact/signals';
import type { CellId } from '../../notebook/cell-definition.ts';
import { cellDefinition } from '../../notebook/cells.ts';
import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import { loadedView } from '../cells/loaded-views.ts';
import type { CellGuess } from '../cells/view.ts';
import { notebook } from '../lab.ts';
import { runCell } from '../shell/shortcuts.tsx';
import { release } from '../teaching/predicting.ts';
import { onPresentKey } from './present-keys.ts';
import { keepFolds, keepPlace } from './present-place.ts';
import { besideSlide, placeOfSlide, type Slide, slidesOf } from './slides.ts';

/** The slides, in the notebook's order. */
export const slides = computed(() => slidesOf());

/** The address's key that opens one slide. */
const KEY = 'present';

/** The id of the slide that is presented; `null` on the page as usual. */
export const presentation = signal<string | null>(null);
export const noteShown = signal(false);
export const settingsShown = signal(false);

/** The slide on the screen; `null` on the page as usual. */
export const currentSlide = computed((): Slide | null => {
  const now = presentation.value;
  return now === null ? null : (slides.value[placeOfSlide(slides.value, now)] ?? null);
});

/** How a cell stands in the presentation; `undefined` while it is not on the screen. */
export function slidePhase(cell: CellId | 'summary'): 'idea' | 'figure' | undefined {
  const now = currentSlide.value;
  if (now?.cell !== cell) return undefined;
  return now.figure === null ? 'idea' : 'figure';
}

/** Marks the element that these slides show; the others of its cell are put away meanwhile. */
export function onSlide(...ids: readonly string[]): { readonly 'data-on-slide'?: '' } {
  const now = currentSlide.value;
  return now !== null && ids.includes(now.id) ? { 'data-on-slide': '' } : {};
}

/** Brings back what the page looked like before; opened by a link, it goes to the cell. */
let restore: (() => void) | null = null;

/** Opens the presentation at the cell that stands highest on the screen. */
export function startPresenting(): void {
  const putFolds = keepFolds();
  const putPlace = keepPlace();
  restore = () => {
    putFolds();
    putPlace();
  };
  const visible = slides.peek().find(({ id }) => {
    const bottom = document.getElementById(id)?.getBoundingClientRect().bottom ?? 0;
    return bottom > innerHeight / 4;
  });
  presentation.value = (visible ?? slides.peek()[0])?.id ?? null;
}

export function stopPresenting(): void {
  const last = currentSlide.peek()?.cell;
  if (last === undefined) return;
  presentation.value = null;
  // The page is drawn as usual first.
  requestAnimationFrame(() => {
    if (restore === null) goToCell(last);
    else restore();
    restore = null;
  });
}

/** Shows the slide of this name, or the first of the cell of this name, if there is one. */
export function goToNamedSlide(name: string): void {
  const [cell] = name.split('.');
  const all = slides.peek();
  const found = all.find(({ id }) => id === name) ?? all.find((slide) => slide.cell === cell);
  if (found !== undefined) goToSlide(found);
}

function goToCell(cell: CellId | 'summary'): void {
  const element = document.getElementById(cell);
  element?.scrollIntoView({ behavior: 'instant' });
  element?.focus();
}

export function goNext(): void {
  goBy(1);
}

export function goBack(): void {
  goBy(-1);
}

function goBy(steps: 1 | -1): void {
  const now = currentSlide.peek();
  const next = now === null ? undefined : besideSlide(slides.peek(), now, steps);
  if (next !== undefined) goToSlide(next);
}

/**
 * Shows a slide. A figure is asked for by going there: what waits for a guess is shown, and a step of
 * the run is computed if it has not been. A study is not: it starts by its own button.
 */
export function goToSlide({ id, cell, figure }: Slide): void {
  presentation.value = id;
  if (cell === 'summary' || figure === null) return;
  releaseCell(cell);
  if (!cellDefinition(cell).onDemand) runIfNew(cell);
}

/** Shows the result of a cell, asking for it if need be; on the page as in the presentation. */
export function showResult(cell: CellId): void {
  releaseCell(cell);
  runIfNew(cell);
  const now = currentSlide.peek();
  if (now?.cell === cell && now.figure === null) goNext();
}

function releaseCell(cell: CellId): void {
  const guess = guessAt(cell);
  if (guess !== undefined) release(cell, guess);
}

function runIfNew(cell: CellId): void {
  const { result, activity } = notebook.cell(cell);
  if (result.peek() === null && activity.peek().kind === 'idle') runCell(cell);
}

/** What a cell asks first; `undefined` while the cell is on its way: it has not asked yet. */
function guessAt(cell: CellId): CellGuess | undefined {
  return isDetector(cell) ? { kind: 'detector' } : loadedView(cell)?.guess;
}

/** The slide that the address asks for. A figure may belong to a cell whose code is on its way. */
function opening(): string | null {
  const asked = new URLSearchParams(location.search).get(KEY);
  const [cell] = asked?.split('.') ?? [];
  return slides.peek().some(({ id }) => id === cell) ? asked : null;
}

/** The address names the slide, so that a link can open it; its other keys stay. */
function nameInAddress(slide: string | null): void {
  const address = new URL(location.href);
  if (address.searchParams.get(KEY) === slide) return;
  if (slide === null) address.searchParams.delete(KEY);
  else address.searchParams.set(KEY, slide);
  history.replaceState(history.state, '', address);
}

const KEYS = {
  next: goNext,
  back: goBack,
  leave: stopPresenting,
  note: () => toggle(noteShown),
  settings: () => toggle(settingsShown),
};

function toggle(flag: { value: boolean; peek(): boolean }): void {
  flag.value = !flag.peek();
}

/**
 * Opens the presentation where the address asks for it, and follows it with the keys, the address and
 * the style of the page.
 */
export function keepPresenting(): void {
  presentation.value = opening();
  const presenting = computed(() => presentation.value !== null);
  effect(() => nameInAddress(presentation.value));
  // Steps of the history were named when they were made.
  addEventListener('popstate', () => nameInAddress(presentation.peek()));
  effect(() => {
    document.documentElement.toggleAttribute('data-presenting', presenting.value);
    if (!presenting.value) return;
    const onKey = (event: KeyboardEvent) => onPresentKey(event, KEYS);
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  effect(() => {
    document.documentElement.toggleAttribute('data-settings', settingsShown.value);
  });
}
