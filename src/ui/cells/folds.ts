import { signal } from '@preact/signals';
import type { CellId } from '../../notebook/cell-definition.ts';
import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import type { Step } from '../../pipeline/plan/plan-step.ts';
import { chosenDetectors, preferences, selectedFlow } from '../lab.ts';

/** The parts of steps that are no cells, in the order of the page. */
export const PARTS = [
  { id: 'what-is-normal', step: 'detect', title: 'What is normal?' },
  { id: 'triage', step: 'evaluate', title: 'Triage' },
  { id: 'flows', step: 'evaluate', title: 'All flows' },
  { id: 'marks', step: 'evaluate', title: 'What you marked' },
  { id: 'what-matters', step: 'beyond', title: 'What matters?' },
] as const satisfies readonly { id: string; step: Step; title: string }[];

export type PartId = (typeof PARTS)[number]['id'];

/** What can be folded to a line: a cell or a part. */
export type Foldable = CellId | PartId;

/** Open at first: what a step is about. Beside them the first detector of those chosen. */
const LEADING: ReadonlySet<Foldable> = new Set(['generate', 'engineer', 'scale', 'compare']);

/** What the person folded or opened; everything else stands as the page has it. */
const chosen = signal<ReadonlyMap<Foldable, 'folded' | 'open'>>(new Map());

/** Whether only the headline of it is shown. */
export function isFolded(id: Foldable): boolean {
  const choice = chosen.value.get(id);
  if (choice !== undefined) return choice === 'folded';
  return preferences.cells.value === 'folded' && !leads(id);
}

function leads(id: Foldable): boolean {
  if (id === 'flows') return selectedFlow.value !== null;
  if (isDetector(id)) return chosenDetectors.value[0]?.name === id;
  return LEADING.has(id);
}

/** Folds it to its headline, or opens it. */
export function setFolded(id: Foldable, folded: boolean): void {
  if (isFolded(id) === folded) return;
  chosen.value = new Map(chosen.peek()).set(id, folded ? 'folded' : 'open');
}

/** Opens whatever is folded around an element, so that it can be seen. */
export function unfoldAround(element: Element): void {
  for (
    let part = element.closest('[data-foldable]');
    part !== null;
    part = part.parentElement?.closest('[data-foldable]') ?? null
  ) {
    setFolded(part.id as Foldable, false);
  }
}

/** Takes back what the person folded and opened one by one. */
export function forgetFolds(): void {
  chosen.value = new Map();
}
