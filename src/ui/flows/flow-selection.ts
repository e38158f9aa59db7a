import { selectedFlow, selectedType } from '../lab.ts';

/** The heading of the open card, which takes the focus when a flow is opened by key. */
export const CARD_HEADING = 'flow-card-heading';

let openedFrom: HTMLElement | null = null;

/** Selects a flow, which opens its card; goes there unless the flow was only pointed at. */
export function openFlow(row: number, goThere = true): void {
  openedFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  selectedFlow.value = row;
  // The card is there once the page has been drawn again.
  if (goThere) requestAnimationFrame(() => document.getElementById(CARD_HEADING)?.focus());
}

/** Closes the card and goes back to where it was opened from. */
export function closeFlow(): void {
  selectedFlow.value = null;
  if (openedFrom?.isConnected) openedFrom.focus();
}

/** Limits the table of flows to a type; the type that it is limited to already sets it free. */
export function chooseType(type: string): void {
  selectedType.value = selectedType.peek() === type ? null : type;
}
