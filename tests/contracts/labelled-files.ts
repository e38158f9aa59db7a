import { asDialect, DIALECTS } from '../../src/data/import/kinds/dialects.ts';
import { headRecords } from '../../src/data/import/text/head-records.ts';
import { importBytes } from '../data/import/support.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * One of the files with that word among its labels: in place of a label that it has, or in a column of
 * its own.
 */
export async function labelledWith(
  word: string,
  column: string,
  files: readonly Uint8Array[],
): Promise<Uint8Array> {
  for (const file of files) {
    const { labelsRead } = (await importBytes(file)).files[0];
    const own = labelsRead.find((read) => /^[A-Za-z].{3}/.test(read.word));
    if (own !== undefined) {
      return encoder.encode(decoder.decode(file).replaceAll(own.word, word));
    }
  }
  for (const file of files) {
    const text = decoder.decode(file);
    const added = /^[[{]/.test(text) ? inJson(text, column, word) : inTable(file, column, word);
    if (added !== undefined) return encoder.encode(added);
  }
  throw new Error('There is no file with labels, nor one that a column can be added to.');
}

/** A list of objects, or one a line. */
function inJson(text: string, column: string, word: string): string {
  const isList = text.startsWith('[');
  const objects: object[] = isList
    ? JSON.parse(text)
    : text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
  const labelled = objects.map((object) => ({ ...object, [column]: word }));
  return isList
    ? JSON.stringify(labelled)
    : labelled.map((object) => `${JSON.stringify(object)}\n`).join('');
}

function inTable(file: Uint8Array, column: string, word: string): string | undefined {
  const head = headRecords(file, true);
  const found = Object.values(DIALECTS)
    .map((dialect) => asDialect(dialect, head))
    .find((one) => one?.hasHeader);
  if (found === undefined) return undefined;
  const delimiter = String.fromCharCode(found.delimiter);
  const place = found.header.indexOf(column);
  const withCell = (line: string, cell: string) => {
    const cells = line.split(delimiter);
    return cells.toSpliced(place < 0 ? cells.length : place, 1, cell).join(delimiter);
  };
  return decoder
    .decode(file)
    .split('\n')
    .map((line, at) => (line === '' ? line : withCell(line, at === 0 ? column : word)))
    .join('\n');
}
