import { ARGUS } from './argus.ts';
import { AWS_VPC } from './aws-vpc.ts';
import { CICFLOWMETER } from './cicflowmeter.ts';
import type { DelimitedHead } from './delimited-flows.ts';
import type { FlowDialect } from './flow-dialect.ts';
import { FLOW_TABLE } from './flow-table-dialect.ts';
import type { HeadRecords } from './head-records.ts';
import { normalName } from './header.ts';
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

/** The first dialect whose header, or whose records without one, these records begin with. */
export function recogniseDialect(head: HeadRecords, most: number): FoundDialect | undefined {
  for (const dialect of Object.values<FlowDialect>(DIALECTS)) {
    const found = asDialect(dialect, head, most);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** These records as those of a dialect; `undefined` where they are not. */
export function asDialect(
  dialect: FlowDialect,
  head: HeadRecords,
  most: number,
): FoundDialect | undefined {
  const delimiters = [head.likeliestDelimiter, ...(dialect.bySpaces ? [SPACE] : [])];
  for (const delimiter of delimiters) {
    const records = head.cutAt(delimiter, most);
    if (records.length === 0) continue;
    const [first] = records;
    const known = dialect.columnsWithoutHeader?.(first);
    if (known !== undefined)
      return { dialect, delimiter, header: known, hasHeader: false, records };
    const names = new Set(first.map(normalName));
    if (!dialect.recognises((name) => names.has(normalName(name)))) continue;
    return { dialect, delimiter, header: first, hasHeader: true, records: records.slice(1) };
  }
  return undefined;
}
