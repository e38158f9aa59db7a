import { QUOTE, RecordReader } from './record-reader.ts';

const DELIMITERS = [0x2c, 0x09, 0x3b, 0x7c];
const RECORDS_FOR_DELIMITER = 20;

/** The head of a file, cut into records at one delimiter or another. */
export interface HeadRecords {
  /** The delimiter that cuts the first records into many fields, and into equally many. */
  readonly likeliestDelimiter: number;
  /** The first records that can be read, at most `most`; one cut off by the head's end is not. */
  readonly cutAt: (delimiter: number, most: number) => readonly (readonly string[])[];
}

/**
 * @param head the first bytes of the file
 * @param isWhole whether they are the whole file
 */
export function headRecords(head: Uint8Array, isWhole: boolean): HeadRecords {
  const known = new Map<string, string[][]>();
  function cutAt(delimiter: number, most: number): string[][] {
    const key = `${delimiter} ${most}`;
    const records = known.get(key) ?? cut(delimiter, most);
    known.set(key, records);
    return records;
  }
  function cut(delimiter: number, most: number): string[][] {
    const reader = new RecordReader();
    reader.delimiter = delimiter;
    reader.quote = QUOTE;
    reader.feed(head.slice());
    if (isWhole) reader.end();
    const records: string[][] = [];
    while (records.length < most && reader.next()) {
      if (!reader.isBlank && reader.fault === undefined) records.push(reader.texts());
    }
    // The last comment before a table may be its header.
    if (records[0]?.[0] !== undefined) records[0][0] = records[0][0].replace(/^#\s*(?=\S)/, '');
    return records;
  }
  return { likeliestDelimiter: likeliestDelimiter(cutAt), cutAt };
}

function likeliestDelimiter(cutAt: HeadRecords['cutAt']): number {
  let likeliest = DELIMITERS[0];
  let best = 0;
  for (const delimiter of DELIMITERS) {
    const records = cutAt(delimiter, RECORDS_FOR_DELIMITER);
    const fields = records.at(0)?.length ?? 0;
    const alike = records.filter(({ length }) => length === fields).length / records.length;
    if (fields > 1 && fields * alike > best) {
      best = fields * alike;
      likeliest = delimiter;
    }
  }
  return likeliest;
}
