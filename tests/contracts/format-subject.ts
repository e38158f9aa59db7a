import type { TrafficFormat } from '../../src/data/import/importer.ts';

/** All that a format of files consists of, wherever the lab keeps it. */
export interface FormatSubject {
  readonly title: string;
  /** What one may ask for it by; `null`: it has no name on the command line. */
  readonly askedAs: TrafficFormat | null;
  /** What its files are read as: by their content, or by columns that are mapped. */
  readonly readAs: (file: Uint8Array) => TrafficFormat;
  /** Short files of it. */
  readonly files: readonly Uint8Array[];
  /** What its content tells a file to be: the format that an import finds, or the form of its text. */
  readonly recognise: (file: Uint8Array) => Promise<string>;
  /** Whether that is this one. */
  readonly isIt: (recognised: string) => boolean;
  /** The column that holds labels; `undefined`: it can have none. */
  readonly labelColumn: string | undefined;
  /** The name by which the page's list covers it. */
  readonly coveredAs: string;
  /** What the page offers to read: words, and the names of what they cover. */
  readonly offered: readonly { readonly words: string; readonly covers: readonly string[] }[];
  /** The whole of `--help`. */
  readonly help: string;
}
