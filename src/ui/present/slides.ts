import type { CellId } from '../../notebook/cell-definition.ts';
import { isDetector } from '../../pipeline/detecting/detector-table.ts';
import { FIRST_DETECTORS } from '../../pipeline/plane/stories.ts';
import type { Detection } from '../../pipeline/run/detect.ts';
import { loadedView } from '../cells/loaded-views.ts';
import type { SlideFigure } from '../cells/view.ts';
import { pageLab } from '../lab.ts';

/** A screen of the presentation: the idea of a cell, one of its figures, or a part of the summary. */
export interface Slide {
  /** `compare` for the idea of a cell, `compare.heat-map` for a figure of it. */
  readonly id: string;
  readonly cell: CellId | 'summary';
  /** The title of its cell. */
  readonly of: string;
  /** What its figure shows; `null` for an idea. */
  readonly figure: string | null;
  /** Next passes it by; it is gone to by its name, or by *More*. */
  readonly isMore: boolean;
  /** Of a study that has not run: Next goes there only from the study's own slides. */
  readonly isAside: boolean;
}

const SUMMARY_FIGURES: readonly SlideFigure[] = [
  { name: 'attacks', title: 'The attacks', isMore: true },
  { name: 'detectors', title: 'The detectors', isMore: true },
];

/** The slides of the cells that are shown, in their order, and of the summary. Reads signals. */
export function slidesOf(lab = pageLab): readonly Slide[] {
  const cells = lab.notebook.shown.value.map(({ id, title, onDemand = false }) =>
    slidesOfCell(id, title, figuresOf(id, lab), onDemand && isNew(id, lab)),
  );
  return [...cells, slidesOfCell('summary', 'Summary', SUMMARY_FIGURES, false)].flat();
}

function slidesOfCell(
  cell: CellId | 'summary',
  of: string,
  figures: readonly SlideFigure[],
  isAside: boolean,
): Slide[] {
  const idea = { id: cell, cell, of, figure: null, isMore: false, isAside };
  return [
    idea,
    ...figures.map(({ name, title, isMore = false }) => {
      return { id: `${cell}.${name}`, cell, of, figure: title, isMore, isAside };
    }),
  ];
}

function isNew(id: CellId, lab: typeof pageLab): boolean {
  return lab.notebook.cell(id).result.value === null;
}

const REMARKS: SlideFigure = { name: 'remarks', title: 'Remarks', isMore: true };

/** The figures of a cell, and its remarks; none while its code is on its way. */
function figuresOf(id: CellId, lab: typeof pageLab): readonly SlideFigure[] {
  const value: unknown = lab.notebook.cell(id).result.value?.value;
  const figures = isDetector(id) ? detectorFigures(value) : (loadedView(id)?.slides(value) ?? []);
  return hasRemarks(value) ? [...figures, REMARKS] : figures;
}

/** The figures of a detector: its inside, of a network its losses, of the first three a plane. */
export function detectorFigures(value: unknown): readonly SlideFigure[] {
  const result = { name: 'result', title: 'Result' };
  if (typeof value !== 'object' || value === null) return [result];
  const { detector, curves = null } = value as Partial<Detection>;
  const isOnPlane = FIRST_DETECTORS.some((name) => name === detector);
  return [
    result,
    ...(isOnPlane ? [{ name: 'plane', title: 'Two features' }] : []),
    { name: 'inside', title: 'Inside, one flow' },
    ...(curves === null ? [] : [{ name: 'losses', title: 'Losses', isMore: true }]),
  ];
}

function hasRemarks(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('remarks' in value)) return false;
  return Array.isArray(value.remarks) && value.remarks.length > 0;
}

/** The name of a slide in one line. */
export function slideTitle({ of, figure }: Slide): string {
  return figure === null ? of : `${of} – ${figure}`;
}

/** Where the arrow keys lead from a slide; `undefined` at either end. */
export function besideSlide(
  slides: readonly Slide[],
  now: Slide,
  steps: 1 | -1,
): Slide | undefined {
  const at = slides.indexOf(now);
  const way = steps === 1 ? slides.slice(at + 1) : slides.slice(0, at).reverse();
  return way.find(({ isMore, isAside, cell }) => !isMore && (!isAside || cell === now.cell));
}

/** Where a slide stands among the others; a figure that is gone stands where its cell does. */
export function placeOfSlide(slides: readonly Slide[], id: string): number {
  const at = slides.findIndex((slide) => slide.id === id);
  if (at >= 0) return at;
  const [cell] = id.split('.');
  return Math.max(
    0,
    slides.findIndex((slide) => slide.cell === cell),
  );
}
