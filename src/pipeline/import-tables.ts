import { ATTACK, NORMAL } from '../data/flow-table.ts';
import { troublesOf } from './import-troubles.ts';
import type { Imported } from './read.ts';
import type { Tally, TrafficOverview } from './traffic-overview.ts';
import { countOf } from './words.ts';

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

/** Labels in the table; the JSON has more. */
const MOST_LABELS = 40;

/** The report of an import as tables, those of what went wrong first. Empty tables are left out. */
export function importSections(imported: Imported): ImportSection[] {
  const { overview } = imported;
  const sections = [
    { title: 'Rows and columns that needed care', tables: [troubleTable(imported)] },
    { title: 'Files and formats', tables: [fileTable(imported)] },
    { title: 'How labels were read', tables: [labelTable(imported)] },
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

function labelTable({ files }: Imported): ImportTable {
  const several = files.length > 1;
  const all = files.flatMap(({ name, labelsRead }) =>
    labelsRead.map((read) => ({ ...read, name })),
  );
  const shown = all.toSorted((a, b) => b.rows - a.rows).slice(0, MOST_LABELS);
  const of =
    shown.length < all.length ? `: the ${shown.length} most of ${countOf(all.length)}` : '';
  return {
    title: `Words that stand for labels${of}`,
    columns: ['label', 'read as', 'rows', ...(several ? ['file'] : [])],
    rows: shown.map(({ word, label, rows, name }) => [
      word === '' ? '(none)' : word,
      label === NORMAL ? 'normal' : label === ATTACK ? 'attack' : 'unlabelled',
      countOf(rows),
      ...(several ? [name] : []),
    ]),
    words: [0, 1, 3],
  };
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
