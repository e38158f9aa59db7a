import type { LabelWords } from './labels/words-said.ts';
import type { TableCut, TableReader } from './mapping/unknown-table.ts';
import type { TrafficFormat } from './recognise.ts';

export interface ImportOptions {
  /** What to read the files as; `auto` goes by their content, never by their names. */
  readonly format: TrafficFormat;
  /**
   * Seconds over which distinct addresses are counted, where a file has no such counts; more
   * than 0, usually 60.
   */
  readonly windowSeconds: number;
  /** Most flows that are kept: of more, a uniform sample. */
  readonly sampleSize: number;
  /** Draws the sample. */
  readonly seed: string;
  /** The zone of times that name none: an IANA name or an offset; UTC unless given. */
  readonly timeZone?: string;
  /** How delimited text is cut, where a person says so; as it looks unless given. */
  readonly cut?: TableCut | undefined;
  /** How a table of unknown columns is read; `undefined`: by its numbers, if it may be. */
  readonly readingOfTable?: TableReader | undefined;
  /** What a person says that words mean as labels; the others are judged by the vocabulary. */
  readonly labelWords?: LabelWords | undefined;
  /** Told now and then how many bytes, packed as they may be, and rows were read of all files. */
  readonly onProgress?: (bytes: number, rows: number) => void;
}
