import { effect, type Signal, signal } from '@preact/signals';
import { CELLS } from '../../notebook/cells.ts';
import type { Step } from '../../pipeline/plan/plan-step.ts';
import { PARTS, unfoldAround } from '../cells/folds.ts';
import { whenThere } from '../import/arrival.ts';
import { preferences } from '../lab.ts';

/** The steps of the lab, in their order. */
export const STEPS: readonly { readonly step: Step; readonly title: string }[] = [
  { step: 'generate', title: 'Generate' },
  { step: 'engineer', title: 'Engineer' },
  { step: 'scale', title: 'Scale' },
  { step: 'detect', title: 'Detect' },
  { step: 'evaluate', title: 'Evaluate' },
  { step: 'beyond', title: 'Go further' },
];

/** What one screen shows while one step is shown at a time. */
export type Place = 'start' | Step | 'summary' | 'export' | 'glossary';

export const PLACES: readonly Place[] = [
  'start',
  ...STEPS.map(({ step }) => step),
  'summary',
  'export',
  'glossary',
];

const TITLES: Readonly<Partial<Record<Place, string>>> = {
  start: 'Start',
  summary: 'Summary',
  export: 'Export',
  glossary: 'Glossary',
};

/** As links to it are called. */
export function titleOf(one: Place): string {
  return STEPS.find(({ step }) => step === one)?.title ?? TITLES[one] ?? one;
}

/** Where the person is. */
export const place: Signal<Place> = signal(openingPlace());

/** The element that a place begins with. */
export function headOf(one: Place): string {
  return STEPS.some(({ step }) => step === one) ? `${one}-step` : one;
}

/** The place that holds what is named; `undefined` for a name that is nowhere. */
function placeOf(id: string): Place | undefined {
  const known = placeByName(id);
  if (known !== undefined) return known;
  const element = document.getElementById(id);
  return element === null ? undefined : placeHolding(element);
}

function placeHolding(element: Element): Place | undefined {
  const held = element.closest('[data-place]');
  return held instanceof HTMLElement ? (held.dataset.place as Place) : undefined;
}

function placeByName(id: string): Place | undefined {
  const held = [...CELLS, ...PARTS].find((one) => one.id === id);
  return held?.step ?? PLACES.find((one) => headOf(one) === id || one === id);
}

/** Opens the place that holds what is named, before it is scrolled or focused. */
export function openPlaceOf(id: string): void {
  const found = placeOf(id);
  if (found !== undefined) place.value = found;
}

/** Opens the place that holds this element, before it is focused. */
export function openPlaceWith(element: Element): void {
  unfoldAround(element);
  const found = placeHolding(element);
  if (found !== undefined) place.value = found;
}

/** A link that sets something opens the lab, not its first picture; one that names a place, that. */
function openingPlace(): Place {
  return placeByName(named()) ?? (location.search === '' ? 'start' : 'generate');
}

/** Opens the place that holds what is named and brings it to the top, as soon as both are there. */
export function show(id: string): void {
  if (id === '') return;
  openPlaceOf(id);
  whenThere(id, (element) => {
    unfoldAround(element);
    // The place is drawn first.
    requestAnimationFrame(() => element.scrollIntoView({ behavior: 'instant' }));
  });
}

/** What the address names; empty: nothing. */
function named(): string {
  return decodeURIComponent(location.hash.slice(1));
}

/** Follows links within the page, the address, and where the page is scrolled. */
export function keepPlaces(): void {
  show(named());
  addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a[href^="#"]') : null;
    if (link !== null) show(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''));
  });
  addEventListener('popstate', () => {
    if (named() === '') return;
    openPlaceOf(named());
    whenThere(named(), unfoldAround);
  });
  effect(() => {
    if (preferences.view.value !== 'page') return;
    addEventListener('scroll', followScroll, { passive: true });
    return () => removeEventListener('scroll', followScroll);
  });
}

/** On one page the place is the last whose head has passed the upper third of the window. */
function followScroll(): void {
  if (document.documentElement.hasAttribute('data-presenting')) return;
  const passed = PLACES.filter((one) => {
    const head = document.querySelector(`[data-place="${one}"]`);
    return head !== null && head.getBoundingClientRect().top < innerHeight / 3;
  });
  place.value = passed.at(-1) ?? 'start';
}
