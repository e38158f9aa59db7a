import type { LabelRead } from '../../data/import/labels/judge-labels.ts';
import { shortened } from '../../data/import/problems.ts';
import { countOf } from '../run/words.ts';
import { troublesOf } from './import-troubles.ts';
import type { Imported } from './imported.ts';
import { type ReadLabels, readAs, shownWord } from './label-report.ts';
import type { Tally, TrafficOverview } from './traffic-overview.ts';

/** A table as the page and the command line show it; text from files is in it as it is. */
export interface ImportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of words; the others hold numbers. */
  readonly words: readonly number[];
}

/** Tables that belong together. */
export interface ImportSection {
  readonly title: string;
  readonly tables: readonly ImportTable[];
}

/** The section whose tables the page shows with a choice for each word. */
export const LABEL_SECTION = 'How labels were read';

/** Labels in the table; the JSON has more. */
const MOST_LABELS = 40;

/** The report of an import as tables, those of what went wrong first. Empty tables are left out. */
export function importSections(imported: Imported): ImportSection[] {
  const { overview } = imported;
  const sections = [
    { title: 'Rows and columns that needed care', tables: [troubleTable(imported)] },
    { title: 'Files and formats', tables: [fileTable(imported)] },
    { title: LABEL_SECTION, tables: imported.labels.map(labelTable) },
    ...(overview === null ? [] : overviewSections(overview)),
  ];
  return sections
    .map(({ title, tables }) => ({ title, tables: tables.filter(({ rows }) => rows.length > 0) }))
    .filter(({ tables }) => tables.length > 0);
}

function troubleTable({ problems }: Imported): ImportTable {
  const several = problems.some(({ file }) => file !== undefined);
  return {
    title: 'Rows and columns that needed care',
    columns: [
      'what',
      'what became of it',
      'how many',
      'first',
      'example',
      ...(several ? ['file'] : []),
    ],
    rows: troublesOf(problems).map(({ reason, effect, count, first, example, files }) => [
      reason,
      effect,
      countOf(count),
      first,
      example,
      ...(several ? [files] : []),
    ]),
    words: [0, 1, 3, 4, 5],
  };
}

function fileTable({ files }: Imported): ImportTable {
  return {
    title: 'Files and what was read of them',
    columns: ['file', 'format', 'rows', 'kept', 'refused'],
    rows: files.map(({ name, format, rowsRead, rowsKept }) => [
      name,
      format,
      ...[rowsRead, rowsKept, rowsRead - rowsKept].map(countOf),
    ]),
    words: [0, 1],
  };
}

function labelTable(labels: ReadLabels): ImportTable {
  return {
    title: labelTitle(labels),
    columns: LABEL_COLUMNS,
    rows: shownLabels(labels.words).map(labelRow),
    words: [0, 1],
  };
}

/** The columns of a table of labels. */
export const LABEL_COLUMNS = ['label', 'read as', 'rows'] as const;

export function labelRow(read: LabelRead): string[] {
  return [shownWord(read.word), readAs(read), countOf(read.rows)];
}

/** What the table of a column's words is called. */
export function labelTitle({ column, distinct }: ReadLabels, most = MOST_LABELS): string {
  const of = distinct > most ? `: the ${most} most of ${countOf(distinct)}` : '';
  return `Words that stand for labels, in the column ${shortened(column)}${of}`;
}

/** The words in that table, those of the most rows first. */
export function shownLabels(words: readonly LabelRead[], most = MOST_LABELS): LabelRead[] {
  return words.toSorted((a, b) => b.rows - a.rows).slice(0, most);
}

function overviewSections(overview: TrafficOverview): ImportSection[] {
  const { originators, responders, ports, protocols, services, states } = overview;
  return [
    {
      title: 'Top talkers',
      tables: [
        ...talkerTables('Originators', originators),
        ...talkerTables('Responders', responders),
      ],
    },
    {
      title: 'Ports, protocols and services',
      tables: [
        {
          title: `Ports with the most flows, of ${countOf(ports.distinct)}`,
          columns: ['port', 'known for', 'flows', 'bytes'],
          rows: ports.busiest.map(({ name, service, flows, bytes }) => [
            name,
            service,
            countOf(flows),
            countOf(bytes),
          ]),
          words: [0, 1],
        },
        tallyTable('Protocols', 'protocol', protocols),
        tallyTable('Services as the sensor recognised them', 'service', services ?? []),
        tallyTable('States of connections', 'state', states ?? []),
      ],
    },
    { title: 'What is not known', tables: unknownTables(overview) },
  ];
}

function talkerTables(
  who: string,
  talkers: TrafficOverview['originators'],
): readonly ImportTable[] {
  if (talkers === null) return [];
  const of = `of ${countOf(talkers.distinct)}`;
  return [
    tallyTable(`${who} with the most flows, ${of}`, 'address', talkers.byFlows),
    tallyTable(`${who} with the most bytes, ${of}`, 'address', talkers.byBytes),
  ];
}

function tallyTable(title: string, what: string, tallies: readonly Tally[]): ImportTable {
  return {
    title,
    columns: [what, 'flows', 'bytes'],
    rows: tallies.map(({ name, flows, bytes }) => [
      name === '' ? '(none)' : name,
      countOf(flows),
      countOf(bytes),
    ]),
    words: [0],
  };
}

function unknownTables({ unknown, unsureFeatures }: TrafficOverview): ImportTable[] {
  return [
    {
      title: 'What the source could not tell',
      columns: ['what', 'flows'],
      rows: unknown.map(({ what, flows }) => [what, countOf(flows)]),
      words: [0],
    },
    {
      title: 'Features that rest on zeros or guesses instead',
      columns: ['feature', 'lacks', 'flows'],
      rows: unsureFeatures.map(({ feature, lacks, flows }) => [
        feature,
        lacks.join(' or '),
        countOf(flows),
      ]),
      words: [0, 1],
    },
  ];
}
