import { ENVELOPES, eachValue } from '../json/json-envelope.ts';
import type { JsonHead } from '../json/json-head.ts';
import { JsonObjects } from '../json/json-objects.ts';
import type { JsonObject } from '../json/json-row.ts';
import { awsColumns } from '../kinds/aws-vpc.ts';
import { NONE, QUOTE } from '../text/record-reader.ts';
import type { Cells, NoRow, TextForm } from './text-form.ts';

const COMMA = 0x2c;
const NOT_THERE: NoRow = { refused: 'holds no record of a VPC flow log' };

/** A table with AWS's records in one of its columns, as CloudWatch's console saves it. */
export function awsInTable(records: readonly Cells[]): TextForm | undefined {
  const rows = records
    .slice(1)
    .map(recordIn)
    .filter((cells) => cells !== undefined);
  const names = rows.length === 0 ? undefined : awsColumns(rows[0]);
  if (names === undefined || (records[0]?.length ?? 0) > MOST_AROUND) return undefined;
  return {
    name: 'CSV of CloudWatch',
    names,
    rows,
    delimiter: COMMA,
    quote: QUOTE,
    start: () => {
      let atStart = true;
      return {
        cut(record) {
          const isHeader = atStart;
          atStart = false;
          return recordIn(record.texts()) ?? (isHeader ? {} : NOT_THERE);
        },
      };
    },
  };
}

/** Columns that stand beside the record at most: its time, stream, group, identifier. */
const MOST_AROUND = 8;

/** JSON with AWS's records as texts in its objects, as the command `aws logs` prints it. */
export function awsInJson(head: JsonHead): TextForm | undefined {
  const rows = head.objects
    .map((object) => recordIn(textsOf(object)))
    .filter((cells) => cells !== undefined);
  const names = rows.length === 0 ? undefined : awsColumns(rows[0]);
  if (names === undefined) return undefined;
  return {
    name: 'JSON of CloudWatch',
    names,
    rows,
    delimiter: NONE,
    quote: NONE,
    ...(head.isSplit && { unit: 'object' as const }),
    start: (reader, log) => {
      const objects = new JsonObjects(head, ENVELOPES[0], reader, log);
      return {
        prepare: (block) => objects.prepare(block),
        cut() {
          const object = objects.read();
          if (object === 'meta') return {};
          if (object === 'refused') return { refused: null };
          return recordIn(textsOf(object)) ?? NOT_THERE;
        },
      };
    },
  };
}

function recordIn(texts: readonly string[]): string[] | undefined {
  return texts.map((text) => text.trim().split(/ +/)).find((cells) => awsColumns(cells));
}

function textsOf(object: JsonObject): string[] {
  const texts: string[] = [];
  eachValue(object, (_, value) => {
    if (typeof value === 'string') texts.push(value);
  });
  return texts;
}
