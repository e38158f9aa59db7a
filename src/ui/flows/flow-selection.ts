import { batch, signal } from '@preact/signals';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { setFolded } from '../cells/folds.ts';
import { whenThere } from '../import/arrival.ts';
import {
  askedDetector,
  selectedFlow,
  selectedType,
  selectedVerdict,
  shownDetector,
} from '../lab.ts';
import { openPlaceOf, openPlaceWith } from '../shell/places.ts';

/** The heading of the open card, which takes the focus when a flow is opened by key. */
export const CARD_HEADING = 'flow-card-heading';

/** The id of a flow's row in the table. */
export function rowId(row: number): string {
  return `flow-row-${row}`;
}

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
  if (selectedType.peek() === type) showAllTypes();
  else selectedType.value = type;
}

export function showAllTypes(): void {
  batch(() => {
    selectedType.value = null;
    selectedVerdict.value = 'any';
  });
}

/** One attack before one detector, as a cell of a heat map shows it. */
export interface AttackCell {
  readonly detector: DetectorName;
  readonly type: string;
  readonly flows: number;
  /** Share found, 0 … 1. */
  readonly rate: number;
}

/** What choosing a cell shows: the flows that were missed, or those found where none was. */
export function shownOf({ flows, rate }: AttackCell): {
  readonly verdict: 'missed' | 'caught';
  readonly count: number;
} {
  const missed = flows - Math.round(rate * flows);
  return missed > 0 ? { verdict: 'missed', count: missed } : { verdict: 'caught', count: flows };
}

export function isChosen(cell: AttackCell): boolean {
  return (
    selectedType.value === cell.type &&
    shownDetector.value === cell.detector &&
    selectedVerdict.value === shownOf(cell).verdict
  );
}

/** Limits the table of flows to what the cell shows; the cell that it is limited to sets it free. */
export function chooseCell(cell: AttackCell): void {
  if (isChosen(cell)) {
    showAllTypes();
    return;
  }
  batch(() => {
    askedDetector.value = cell.detector;
    selectedType.value = cell.type;
    selectedVerdict.value = shownOf(cell).verdict;
  });
}

/** Opens the table of flows and goes to its rows. */
export function goToFlows(): void {
  whenThere('flows', (table) => {
    openPlaceWith(table);
    setFolded('flows', false);
    // What was hidden can take the focus once the page has been drawn again.
    requestAnimationFrame(() => table.querySelector<HTMLElement>('[role=grid]')?.focus());
  });
}
