import type { PythonRequest } from './source.ts';

/** What a cell has in Python: code, or the reason why there is none. */
export type CellPython = CellCode | CellWithoutCode;

export interface CellCode {
  /** It builds on the names that the code of the cells above leaves. */
  readonly code: (request: PythonRequest) => string;
  /** How it stands in the notebook that is taken along; a cell without stands on the page alone. */
  readonly inDocument?: InDocument;
}

interface CellWithoutCode {
  /** Whole sentences: why, and what does the same. */
  readonly withoutCode: string;
}

interface InDocument {
  /** The lower, the further up; the detectors stand at `DETECTORS_PLACE`. */
  readonly place: number;
  /** Markdown before the code. */
  readonly words: (request: PythonRequest) => string;
  /** Code behind it that only draws; empty: there is nothing to draw. */
  readonly chart?: (request: PythonRequest) => string;
}

export const DETECTORS_PLACE = 4;
