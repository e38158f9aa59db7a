import { visibleJson } from '../../data/visible-text.ts';
import { countOf, listOf, many } from '../run/words.ts';
import { csvLines, textCell } from './csv.ts';
import type { Traffic } from './generate.ts';
import { troublesOf } from './import-troubles.ts';
import type { Imported } from './imported.ts';
import { labelSentences } from './label-report.ts';

/** How moments are written: on the page in the zone that a person chose, elsewhere in UTC. */
export interface Clock {
  /** The zone's name. */
  readonly zone: string;
  /** A moment, given as seconds since 1970 UTC. */
  readonly text: (seconds: number) => string;
}

/** `2018-12-21 08:00:00`; seconds as they are where no date can hold them. */
export const UTC_CLOCK: Clock = {
  zone: 'UTC',
  text: (seconds) => {
    const time = new Date(1000 * seconds);
    if (Number.isNaN(time.getTime())) return String(seconds);
    return time.toISOString().replace('T', ' ').replace(/\..*$/, '');
  },
};

/** What was read and what became of it, in a line: format, rows, time range, troubles. */
export function importHeadline({ format, imported }: ReadTraffic, clock: Clock): string {
  const { files, rowsRead, rowsKept, problems } = imported;
  const subject = files.length === 1 ? 'Read' : `${files.length} files read`;
  const rows =
    `${many(rowsRead, 'row')}, ${countOf(rowsKept)} kept, ` +
    `${countOf(rowsRead - rowsKept)} refused`;
  const doubts = labelWarnings(imported).length;
  const troubles = [
    ...(problems.length > 0 ? [kinds(troublesOf(problems).length)] : []),
    ...(doubts > 0 ? [`${many(doubts, 'doubt')} about labels`] : []),
  ];
  const ending = troubles.length === 0 ? 'No trouble' : listOf(troubles);
  return [`${subject} as ${format}: ${rows}`, ...timeSentence(imported, clock), ending]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

/** Traffic that was read from files. */
export type ReadTraffic = Traffic & { readonly imported: Imported };

function kinds(count: number): string {
  return `${countOf(count)} ${count === 1 ? 'kind' : 'kinds'} of trouble`;
}

function timeSentence({ overview }: Imported, clock: Clock): string[] {
  const time = overview?.time ?? null;
  if (time === null) return [];
  const span = spanWords(time.last - time.first);
  return [`${clock.text(time.first)} to ${clock.text(time.last)} (${clock.zone}), ${span}`];
}

const UNITS = [
  { seconds: 86_400, name: 'days' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
] as const;

/** A length of time in the unit that suits it: `24 h`, `1.5 min`, `12 s`. */
export function spanWords(seconds: number): string {
  // Two days and more count in days, two hours and more in hours.
  const unit = UNITS.find((one) => seconds >= 2 * one.seconds);
  const value = unit === undefined ? seconds : seconds / unit.seconds;
  const text = value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 });
  return `${text} ${unit?.name ?? 's'}`;
}

/** What of it is analysed, where that is not all. */
export function sampleSentence({ imported }: ReadTraffic): string | null {
  const { sampledFrom, settings } = imported;
  if (sampledFrom === null) return null;
  return (
    `Analysed is a uniform sample of ${countOf(Math.min(settings.sample, sampledFrom))} of ` +
    `${countOf(sampledFrom)} flows, drawn by seed ${settings.seed}.`
  );
}

/** What was left out of it, or could be; `null` where there is nothing of the kind. */
function groupsSentence({ imported }: ReadTraffic): string | null {
  const { leftOut, overview, settings } = imported;
  const ends = 'from or to link-local, multicast or broadcast addresses';
  if (settings.unicastOnly) return `Left out: ${many(leftOut, 'flow')} ${ends}.`;
  const among = overview?.notUnicast ?? 0;
  return among === 0 ? null : `Among them: ${many(among, 'flow')} ${ends}.`;
}

/** What was assumed of times that name no zone; `null` where all name theirs. */
function zoneSentence({ imported }: ReadTraffic): string | null {
  if (!imported.zoneless) return null;
  return `Times in this traffic name no zone: they were read as of ${imported.settings.timeZone}.`;
}

/** Where counts of addresses come from; `null` for a table of numbers. */
function countsSentence({ imported }: ReadTraffic): string | null {
  const { counts, settings } = imported;
  switch (counts) {
    case null:
      return null;
    case 'own':
      return 'Counts of addresses are those of the file.';
    case 'counted':
      return `Addresses were counted over the ${spanWords(settings.window)} before each flow.`;
    case 'none':
      return 'Addresses could not be counted: is_multi_dest and is_multi_src are 0 throughout.';
  }
}

/** What is not known of the flows, and what that means for the features; `null`: all is known. */
function unknownSentence({ imported }: ReadTraffic): string | null {
  const { unknown = [], unsureFeatures = [] } = imported.overview ?? {};
  if (unknown.length === 0) return null;
  const lacking = unknown.map(({ what, flows }) => `${what} of ${many(flows, 'flow')}`);
  return (
    `Not known: ${listOf(lacking)}. Zeros or guesses stand for it, and ` +
    `${many(unsureFeatures.length, 'feature')} rest on them.`
  );
}

/** What a person should look at before labels are believed; the text of files is in it as it is. */
export function labelWarnings({ labels }: Imported): string[] {
  return labels.flatMap(({ warnings }) => warnings);
}

/** All sentences, the headline first. */
export function importSentences(traffic: ReadTraffic, clock: Clock): string[] {
  return [
    importHeadline(traffic, clock),
    ...[sampleSentence, groupsSentence, zoneSentence, countsSentence, unknownSentence].flatMap(
      (sentence) => sentence(traffic) ?? [],
    ),
    ...labelSentences(traffic.imported.labels),
  ];
}

/** Everything that was refused, repaired or ignored, as CSV that no spreadsheet takes for formulas. */
export function troublesCsv({ problems, files }: Imported): string {
  const column = (name: string, cell: (row: (typeof problems)[number]) => string) => ({
    name,
    cell: (row: number) => textCell(cell(problems[row])),
  });
  const columns = [
    column('file', ({ file }) => file ?? files[0].name),
    column('what', ({ reason }) => reason),
    column('effect', ({ effect }) => effect),
    column('count', ({ count }) => String(count)),
    column('unit', ({ unit }) => unit ?? 'line'),
    column('first', ({ firstLines }) => firstLines.join(' ')),
    column('example', ({ example }) => example ?? ''),
  ];
  return [...csvLines(columns, problems.keys())].join('');
}

/** The whole report as JSON. */
export function importJson({ format, imported, summary }: ReadTraffic): string {
  return `${visibleJson({ format, ...imported, flows: summary }, 1)}\n`;
}
