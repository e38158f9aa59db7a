import type { FileImport, FlowImport, ImportProblem } from '../../data/import/importer.ts';
import type { ReadingParameters } from '../parameters/reading-parameters.ts';
import type { ReadLabels } from './label-report.ts';
import type { TrafficOverview } from './traffic-overview.ts';

/** What became of one file; of many words for labels, those of the most rows. */
export interface ImportedFile extends FileImport {
  /** Distinct words that stand for labels. */
  readonly labelWords: number;
}

/** What reading files came to. */
export interface Imported {
  readonly files: readonly ImportedFile[];
  readonly rowsRead: number;
  /** Usable rows; more than the traffic has flows where a sample was taken or some were left out. */
  readonly rowsKept: number;
  readonly problems: readonly ImportProblem[];
  /** How labels were read; of many words, those of the most rows. */
  readonly labels: readonly ReadLabels[];
  /** Whether there were times that name no zone, read as of the parameter `timeZone`. */
  readonly zoneless: boolean;
  /** How counts of addresses came about. */
  readonly counts: FlowImport['counts'] | null;
  /** Usable rows of which the flows are a uniform sample; `null`: they are all. */
  readonly sampledFrom: number | null;
  /** Flows to link-local, multicast or broadcast addresses that were left out. */
  readonly leftOut: number;
  /** What the flows that are analysed consist of; `null` for a table of numbers. */
  readonly overview: TrafficOverview | null;
  /** What was set when it was read. */
  readonly settings: ReadingParameters;
}
