import { InputError } from '../errors.ts';
import type { CategoryColumn, FlowTable } from '../flow-table.ts';
import { createRandomSource } from '../random.ts';
import { FlowParts } from './flows/flow-parts.ts';
import { type JoinedFlows, joinParts, judgedParts } from './flows/join-parts.ts';
import type { ImportOptions } from './import-options.ts';
import { type JudgedColumn, judgeFiles } from './labels/judge-files.ts';
import { labelsOfPairs } from './labels/label-columns.ts';
import { NO_LABEL_WORDS } from './labels/words-said.ts';
import { type ImportProblem, ProblemLog } from './problems.ts';
import {
  type FileImport,
  type ReadFile,
  type Reading,
  readFile,
  requireSameKind,
  type TrafficSource,
} from './read-file.ts';
import type { TrafficFormat } from './recognise.ts';
import type { NumericTable } from './traffic-reader.ts';

export type { FileImport, ImportProblem, JudgedColumn, NumericTable, TrafficFormat, TrafficSource };

interface Import {
  readonly files: readonly FileImport[];
  readonly problems: readonly ImportProblem[];
  /** How labels were read, a column for each name that columns of labels have. */
  readonly labels: readonly JudgedColumn[];
  /** Usable rows, of which the flows or the table are a sample if they are fewer. */
  readonly rowsKept: number;
}

export interface FlowImport extends Import {
  readonly kind: 'flows';
  readonly flows: FlowTable;
  /** How counts of addresses came about. */
  readonly counts: JoinedFlows['counts'];
  /** Whether there were times without a zone, read as of `timeZone`. */
  readonly zoneless: boolean;
}

export interface TableImport extends Import {
  readonly kind: 'table';
  /** The numeric columns. */
  readonly matrix: NumericTable;
  /** `UNLABELLED` throughout where the file has no labels. */
  readonly label: Int8Array;
  /** What each row is: normal, unknown, or the name of the attack. */
  readonly attackType: CategoryColumn;
}

/**
 * Reads traffic from the bytes of files, whatever the chunks they come in: captures, logs of flows
 * in any known format, or one table of numbers. Each row is kept, repaired or refused, and whatever
 * was not kept as it stood is told in `problems`. Holds a block of a file, the columns read and the
 * endpoints of all flows. O(bytes), and O(rows log rows) for the counts of addresses.
 *
 * @throws InputError when a file is empty, of a kind unknown, or without a usable row
 */
export async function importFiles(
  sources: readonly TrafficSource[],
  options: ImportOptions,
): Promise<FlowImport | TableImport> {
  checkOptions(sources, options);
  const { sampleSize, seed, timeZone = 'UTC' } = options;
  const reading: Reading = {
    options,
    parts: new FlowParts(sampleSize, createRandomSource(seed)),
    times: { timeZone, zoneless: false },
    bytes: 0,
    rows: 0,
  };
  const read: ReadFile[] = [];
  for (const source of namedApart(sources)) {
    const firstPart = reading.parts.parts.length;
    read.push({ ...(await readFile(source, reading)), firstPart });
    requireSameKind(read, reading);
    if (sources.length > 1) reading.parts.nameFile(firstPart, source.name);
  }
  const labelled = read.map(({ file, traffic }) => ({ name: file.name, labels: traffic.labels }));
  const judged = judgeFiles(labelled, options.labelWords ?? NO_LABEL_WORDS);
  const labels = judged.columns;
  const files = read.map(({ file, traffic }) => ({
    ...file,
    labelsRead: judged.readOf(traffic.labels),
  }));
  const rowsKept = files.reduce((sum, file) => sum + file.rowsKept, 0);
  const ofFiles = read.flatMap(({ log, file: { name } }) =>
    log.report().map((problem) => (files.length > 1 ? { file: name, ...problem } : problem)),
  );
  const [{ traffic }] = read;
  if (traffic.kind === 'table') {
    const { matrix, pairs } = traffic;
    const ofRows = labelsOfPairs(pairs, traffic.labels.judged(judged.classesOf(traffic.labels)));
    return { kind: 'table', matrix, ...ofRows, files, labels, rowsKept, problems: ofFiles };
  }
  const parts = judgedParts(reading.parts.parts, judged.classesOf);
  const { flows, counts } = joinParts(parts, options.windowSeconds);
  const problems = [...ofFiles, ...countProblems(counts, reading.parts)];
  const { zoneless } = reading.times;
  return { kind: 'flows', flows, counts, zoneless, files, labels, rowsKept, problems };
}

/** What the counts of addresses could not be taken over. */
function countProblems(counts: JoinedFlows['counts'], parts: FlowParts): ImportProblem[] {
  const log = new ProblemLog();
  if (counts === 'none') {
    log.repairAll(
      'no addresses and times to count partners by: src_ip_count and dst_ip_count are 1',
      parts.rowsSeen,
    );
  }
  if (counts === 'counted' && !parts.remembers) {
    log.repairAll(
      'too many flows to remember all partners: src_ip_count and dst_ip_count are taken within the sample',
      parts.rowsSeen,
    );
  }
  return log.report();
}

function checkOptions(sources: readonly TrafficSource[], options: ImportOptions): void {
  const { windowSeconds, sampleSize } = options;
  if (sources.length === 0) throw new InputError('There is no file to read.');
  if (!(windowSeconds > 0)) {
    throw new InputError(`windowSeconds must be more than 0, but is ${windowSeconds}`);
  }
  if (!(sampleSize >= 1)) {
    throw new InputError(`sampleSize must be at least 1, but is ${sampleSize}`);
  }
}

/** The second of two files of one name is called `conn.log (2)`. */
function namedApart(sources: readonly TrafficSource[]): TrafficSource[] {
  const taken = new Map<string, number>();
  return sources.map((source) => {
    const { name } = source;
    const copy = (taken.get(name) ?? 0) + 1;
    taken.set(name, copy);
    return { ...source, name: copy === 1 ? name : `${name} (${copy})` };
  });
}
