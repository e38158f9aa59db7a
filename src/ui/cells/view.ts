import type { ComponentChildren, FunctionComponent } from 'preact';
import type { CellId } from '../../notebook/cell-definition.ts';
import type { StudyQuestion } from '../../pipeline/studies/study-questions.ts';
import type { InstructorNote } from '../detect/detector-view.ts';

/** What those who want to guess first are asked before a cell shows its result. */
export type CellGuess<Value = unknown> =
  /** What is asked of every detector. */
  | { readonly kind: 'detector' }
  /** The result tells how every detector did, so it waits for the guesses on them. */
  | { readonly kind: 'after-detectors' }
  | { readonly kind: 'question'; readonly question: StudyQuestion<Value> }
  /** Nothing, and why that gives nothing away. */
  | { readonly kind: 'none'; readonly because: string };

/** What the parts of a cell are told. */
export interface CellProps {
  readonly id: CellId;
}

/** A figure of a cell that has a slide of its own. */
export interface SlideFigure {
  /** The name in links and marks: `heat-map`. */
  readonly name: string;
  readonly title: string;
  /** Next passes it by: it says more of what another figure shows. */
  readonly isMore?: boolean;
}

/**
 * What a person sees of a cell; the frame around it is every cell's. `Value` is what it holds once it
 * has run, which only a question of its own asks about.
 */
export interface CellView<Value = unknown> {
  /** What it does and why, what to look for, what goes wrong. */
  readonly prose: ComponentChildren;
  readonly note: InstructorNote;
  readonly guess: CellGuess<Value>;
  /**
   * The figures that are slides, in their order. Each is marked by `onSlide`, or is a chart with that
   * slide.
   *
   * @param value what the cell holds; `undefined` before it has run
   */
  slides(value: Value | undefined): readonly SlideFigure[];
  /** Its output itself says of which settings it is; for other studies that is done. */
  readonly isDated?: true;
  /** Its controls, if it has any. */
  readonly Settings?: FunctionComponent<CellProps>;
  /** What it found; before that, what will stand there. */
  readonly Output: FunctionComponent<CellProps>;
}
