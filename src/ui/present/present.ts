import { computed, effect, signal } from '@preact/signals';
import type { CellId } from '../../notebook/cell-definition.ts';
import { cellDefinition } from '../../notebook/cells.ts';
import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import { loadedView } from '../cells/loaded-views.ts';
import type { CellGuess } from '../cells/view.ts';
import { notebook, preferences } from '../lab.ts';
import { runCell } from '../shell/shortcuts.tsx';
import { release } from '../teaching/predicting.ts';
import { keepFolds, keepPlace } from './present-place.ts';

/** A screen of the presentation: a cell, or the summary at the end. */
export type Slide = CellId | 'summary';

/** The screens of the presentation, in the notebook's order. */
export const slides = computed((): readonly Slide[] => [
  ...notebook.shown.value.map(({ id }) => id),
  'summary',
]);

interface Presentation {
  readonly slide: Slide;
  /** The slides whose results have been shown. */
  readonly shown: ReadonlySet<Slide>;
}

/** The address's key that opens one cell. */
const KEY = 'present';

/** What is presented; `null` on the page as usual. */
export const presentation = signal<Presentation | null>(null);
export const noteShown = signal(false);
export const settingsShown = signal(false);

/** Whether the slide's result is on the screen. The summary holds nothing back. */
export const resultShown = computed(() => {
  const now = presentation.value;
  return now !== null && (now.slide === 'summary' || now.shown.has(now.slide));
});

/** How a cell stands in the presentation; `undefined` while it is not on the screen. */
export function slidePhase(slide: Slide): 'idea' | 'result' | undefined {
  if (presentation.value?.slide !== slide) return undefined;
  return resultShown.value ? 'result' : 'idea';
}

/** Brings back what the page looked like before; opened by a link, it goes to the cell. */
let restore: (() => void) | null = null;

export function slideTitle(slide: Slide): string {
  return slide === 'summary' ? 'Summary' : cellDefinition(slide).title;
}

/** Opens the presentation at the cell that stands highest on the screen. */
export function startPresenting(): void {
  const putFolds = keepFolds();
  const putPlace = keepPlace();
  restore = () => {
    putFolds();
    putPlace();
  };
  const visible = slides.peek().find((slide) => {
    const bottom = document.getElementById(slide)?.getBoundingClientRect().bottom ?? 0;
    return bottom > innerHeight / 4;
  });
  presentation.value = { slide: visible ?? slides.peek()[0], shown: new Set() };
}

export function stopPresenting(): void {
  const last = presentation.peek()?.slide;
  if (last === undefined) return;
  presentation.value = null;
  // The page is drawn as usual first.
  requestAnimationFrame(() => {
    if (restore === null) goToCell(last);
    else restore();
    restore = null;
  });
}

function goToCell(slide: Slide): void {
  const cell = document.getElementById(slide);
  cell?.scrollIntoView({ behavior: 'instant' });
  cell?.focus();
}

/** The result first, then the next slide. */
export function goNext(): void {
  const now = presentation.peek();
  if (now === null) return;
  if (resultShown.peek()) goTo(slides.peek().indexOf(now.slide) + 1);
  else showResult(now.slide);
}

export function goBack(): void {
  const now = presentation.peek();
  if (now !== null) goTo(slides.peek().indexOf(now.slide) - 1);
}

function goTo(at: number): void {
  const now = presentation.peek();
  const slide = slides.peek()[at];
  if (now !== null && slide !== undefined) presentation.value = { ...now, slide };
}

/** Shows the result of a cell, asking for it if need be; on the page as in the presentation. */
export function showResult(slide: Slide): void {
  if (slide !== 'summary') {
    const guess = guessAt(slide);
    if (guess !== undefined) release(slide, guess);
    const { result, activity } = notebook.cell(slide);
    if (result.peek() === null && activity.peek().kind === 'idle') runCell(slide);
  }
  const now = presentation.peek();
  if (now !== null) presentation.value = { ...now, shown: new Set([...now.shown, slide]) };
}

/** What a slide's cell asks first; `undefined` while the cell is on its way: it has not asked yet. */
function guessAt(slide: CellId): CellGuess | undefined {
  return isDetector(slide) ? { kind: 'detector' } : loadedView(slide)?.guess;
}

/** Where keys type, choose or move something of their own. */
const TYPING = 'input, select, textarea, [role="slider"], [role="grid"], [contenteditable]';
const PRESSED_BY_SPACE = 'button, summary, a, [role="button"]';

const NEXT = ['ArrowRight', 'PageDown', ' '];
const BACK = ['ArrowLeft', 'PageUp'];

function onKey(event: KeyboardEvent): void {
  const { key, target, shiftKey } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  // What lies on top takes the key first.
  if (document.querySelector(':popover-open, dialog[open]') !== null) return;
  const act = actionOf(key, shiftKey, target instanceof Element ? target : document.body);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actionOf(key: string, shift: boolean, target: Element): (() => void) | undefined {
  if (key === 'Escape') return stopPresenting;
  if (target.closest(TYPING) !== null) return undefined;
  if (key === ' ' && target.closest(PRESSED_BY_SPACE) !== null) return undefined;
  if (key.startsWith('Arrow') && scrollsSideways(target)) return undefined;
  if (BACK.includes(key) || (key === ' ' && shift)) return goBack;
  if (NEXT.includes(key)) return goNext;
  if (preferences.singleKeys.peek() === 'off') return undefined;
  if (key === 'n') return toggle(noteShown);
  return key === 's' ? toggle(settingsShown) : undefined;
}

function toggle(flag: { value: boolean; peek(): boolean }): () => void {
  return () => {
    flag.value = !flag.peek();
  };
}

function scrollsSideways(target: Element): boolean {
  return target.closest('.table-scroll') === target && target.scrollWidth > target.clientWidth;
}

function opening(): Presentation | null {
  const asked = new URLSearchParams(location.search).get(KEY);
  const slide = slides.peek().find((one) => one === asked);
  return slide === undefined ? null : { slide, shown: new Set() };
}

/** The address names the slide, so that a link can open it; its other keys stay. */
function nameInAddress(slide: Slide | null): void {
  const address = new URL(location.href);
  if (address.searchParams.get(KEY) === slide) return;
  if (slide === null) address.searchParams.delete(KEY);
  else address.searchParams.set(KEY, slide);
  history.replaceState(history.state, '', address);
}

/**
 * Opens the presentation where the address asks for it, and follows it with the keys, the address and
 * the style of the page.
 */
export function keepPresenting(): void {
  presentation.value = opening();
  const slide = computed(() => presentation.value?.slide ?? null);
  const presenting = computed(() => presentation.value !== null);
  effect(() => nameInAddress(slide.value));
  // Steps of the history were named when they were made.
  addEventListener('popstate', () => nameInAddress(slide.peek()));
  effect(() => {
    document.documentElement.toggleAttribute('data-presenting', presenting.value);
    if (!presenting.value) return;
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  effect(() => {
    document.documentElement.toggleAttribute('data-settings', settingsShown.value);
  });
}
