import type { ComponentType } from 'preact';
import type { CellId } from '../../notebook/cell-definition.ts';
import { CELLS, cellDefinition } from '../../notebook/cells.ts';
import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import type { Step } from '../../pipeline/plan/plan-step.ts';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { CellFrame } from './frame.tsx';
import type { CellProps } from './view.ts';
import { fetchView } from './views.ts';

/** The cells that are no detector's. */
const OTHERS = CELLS.filter(({ id }) => !isDetector(id));

const PARTS: ReadonlyMap<CellId, ComponentType> = new Map(
  OTHERS.map(({ id, title }) => [id, partOf(id, title)]),
);

/** The cells of a step but for detectors, each as soon as its code is there. */
export function StepCells({ step }: { readonly step: Step }) {
  return OTHERS.filter((cell) => cell.step === step).map(({ id }) => <Cell key={id} id={id} />);
}

/** A cell that is no detector's. */
export function Cell({ id }: CellProps) {
  const Part = PARTS.get(id);
  return Part === undefined ? null : <Part />;
}

function partOf(id: CellId, title: string): ComponentType {
  return fetchedLater(`The cell “${title}”`, async () => {
    const view = await fetchView(id);
    if (cellDefinition(id).step !== 'beyond' || view.isDated) {
      return () => <CellFrame id={id} view={view} />;
    }
    const { withDate } = await import('../studies/as-of.tsx');
    const dated = withDate(view);
    return () => <CellFrame id={id} view={dated} />;
  });
}
