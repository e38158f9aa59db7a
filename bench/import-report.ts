import type { ImportJob, ImportTimes } from './import.ts';
import { median } from './timing.ts';

const MEBIBYTE = 2 ** 20;

const TITLES: Readonly<Record<ImportJob, string>> = {
  all: 'Import, all flows kept',
  sampled: 'Import, 100,000 flows kept',
  decode: 'Bytes to one string',
  papaparse: 'papaparse splits it, all rows held',
  papaparseSteps: 'papaparse splits it, each row let go',
};

/** What the figures of an import mean. */
export const IMPORT_LEGEND = [
  'A Zeek conn.log of 23 columns, from bytes in memory to a checked table of flows with labels and',
  'window counts. In turn with it, in the same process, papaparse splits the same log into strings;',
  'the string itself it is given. Medians over rounds; "times faster" is the median over rounds of',
  'papaparse’s time as a share of the import’s.',
  '',
].join('\n');

/** The figures of one log as text. */
export function importReport(times: ImportTimes): string {
  const { rows, bytes, peak, streamed, timings, papaparseResident } = times;
  const lines = [
    `== ${rows.toLocaleString('en')} flows, ${inMebibytes(bytes)}`,
    '',
    `Made and read as a stream, 100,000 flows kept: ${(streamed / 1000).toFixed(1)} s`,
    `  resident memory at most ${inMebibytes(peak.resident)} above the start`,
    `  heap and buffers at most ${inMebibytes(peak.heapAndBuffers)} above the start`,
    '',
  ];
  if (timings === null) return lines.join('\n');
  for (const [job, { median }] of Object.entries(timings) as [ImportJob, { median: number }][]) {
    const rate = `${thousands(rows / median)} rows/s ${(bytes / 1000 / median).toFixed(0).padStart(6)} MB/s`;
    lines.push(`${TITLES[job].padEnd(38)}${median.toFixed(0).padStart(7)} ms  ${rate}`);
  }
  lines.push('', timesFaster(timings));
  if (papaparseResident !== null) {
    lines.push(`Resident memory with papaparse’s rows: ${inMebibytes(papaparseResident)} more.`);
  }
  return `${lines.join('\n')}\n`;
}

function timesFaster(timings: NonNullable<ImportTimes['timings']>): string {
  const ratio = (theirs: ImportJob, ours: ImportJob, decodes: boolean) =>
    median(
      timings[theirs].rounds.map((time, round) => {
        const decoding = decodes ? timings.decode.rounds[round] : 0;
        return (time + decoding) / timings[ours].rounds[round];
      }),
    ).toFixed(2);
  const row = (theirs: ImportJob, decodes: boolean) =>
    `${ratio(theirs, 'all', decodes)} all kept, ${ratio(theirs, 'sampled', decodes)} sampled`;
  return [
    'Times faster than papaparse:',
    `  holding all rows            ${row('papaparse', false)}`,
    `  and with the string made    ${row('papaparse', true)}`,
    `  letting each row go         ${row('papaparseSteps', false)}`,
    `  and with the string made    ${row('papaparseSteps', true)}`,
    '',
  ].join('\n');
}

function thousands(perMillisecond: number): string {
  return `${Math.round(perMillisecond).toLocaleString('en')},000`.padStart(10);
}

function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE).toLocaleString('en')} MiB`;
}
