import { signal } from '@preact/signals';
import { setFolded } from '../cells/folds.ts';
import { selectedFlow, selectedType } from '../lab.ts';
import { openPlaceOf, openPlaceWith } from '../shell/places.ts';

/** The heading of the open card, which takes the focus when a flow is opened by key. */
export const CARD_HEADING = 'flow-card-heading';

/** How the card was last asked for: another object each time. */
export const asking = signal<{ readonly goThere: boolean } | null>(null);

let openedFrom: HTMLElement | null = null;

/** Selects a flow, which opens its card; goes there unless the flow was only pointed at. */
export function openFlow(row: number, goThere = true): void {
  const { activeElement } = document;
  const held = activeElement instanceof HTMLElement && activeElement !== document.body;
  openedFrom = held ? activeElement : null;
  openPlaceOf('flows');
  setFolded('flows', false);
  selectedFlow.value = row;
  asking.value = { goThere };
}

/** Closes the card and goes back to where it was opened from. */
export function closeFlow(): void {
  selectedFlow.value = null;
  const origin = openedFrom?.isConnected
    ? openedFrom
    : document.querySelector<HTMLElement>('#flows [role=grid]');
  if (origin === null) return;
  openPlaceWith(origin);
  // What was hidden can take the focus once the page has been drawn again.
  requestAnimationFrame(() => origin.focus());
}

/** Limits the table of flows to a type; the type that it is limited to already sets it free. */
export function chooseType(type: string): void {
  selectedType.value = selectedType.peek() === type ? null : type;
}
