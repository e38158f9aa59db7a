import type { HeadRecords } from '../text/head-records.ts';
import { delimiterName, normalName } from '../text/header.ts';
import { ARGUS } from './argus.ts';
import { AWS_VPC } from './aws-vpc.ts';
import { CICFLOWMETER } from './cicflowmeter.ts';
import type { DelimitedHead } from './delimited-flows.ts';
import type { FlowDialect } from './flow-dialect.ts';
import { FLOW_TABLE } from './flow-table-dialect.ts';
import { NFDUMP } from './nfdump.ts';
import { ZEEK_CSV } from './zeek-fields.ts';

/** Delimited text that is known by its header, in the order in which it is looked for. */
export const DIALECTS = {
  zeek: ZEEK_CSV,
  flows: FLOW_TABLE,
  cicflowmeter: CICFLOWMETER,
  nfdump: NFDUMP,
  argus: ARGUS,
  aws: AWS_VPC,
} as const satisfies Readonly<Record<string, FlowDialect>>;

export type DialectName = keyof typeof DIALECTS;

/** A dialect, and the head of a file as it sees it. */
export interface FoundDialect extends DelimitedHead {
  readonly dialect: FlowDialect;
  readonly delimiter: number;
}

const SPACE = 0x20;
const ROWS = 1000;

/**
 * The first dialect whose header, or whose records without one, these records begin with.
 * @param hasHeader whether the first record names columns; `undefined`: as it looks
 */
export function recogniseDialect(
  head: HeadRecords,
  hasHeader?: boolean | undefined,
): FoundDialect | undefined {
  for (const dialect of Object.values<FlowDialect>(DIALECTS)) {
    const found = asDialect(dialect, head, hasHeader);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** These records as those of a dialect; `undefined` where they are not. */
export function asDialect(
  dialect: FlowDialect,
  head: HeadRecords,
  hasHeader?: boolean | undefined,
): FoundDialect | undefined {
  const delimiters = [head.likeliestDelimiter, ...(dialect.bySpaces ? [SPACE] : [])];
  for (const delimiter of delimiters) {
    const records = head.cutAt(delimiter, ROWS);
    if (records.length === 0) continue;
    const found = { dialect, delimiter, cutAs: delimiterName(delimiter) };
    const [first] = records;
    const known = hasHeader ? undefined : dialect.columnsWithoutHeader?.(first);
    if (known !== undefined) return { ...found, header: known, hasHeader: false, records };
    if (hasHeader === false || !isHeaderOf(dialect, first)) continue;
    return { ...found, header: first, hasHeader: true, records: records.slice(1) };
  }
  return undefined;
}

function isHeaderOf({ recognises }: FlowDialect, header: readonly string[]): boolean {
  const names = new Set(header.map(normalName));
  return recognises((name) => names.has(normalName(name)));
}

/** The first dialect that has such columns. */
export function dialectOfColumns(names: readonly string[]): FlowDialect | undefined {
  return Object.values<FlowDialect>(DIALECTS).find((dialect) => isHeaderOf(dialect, names));
}
