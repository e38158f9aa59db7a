import { cellAt, presentColumns } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import { visibleJson } from '../../data/visible-text.ts';
import type { FeaturePlace } from '../../eval/explain-flow.ts';
import type { Progress } from '../../models/detector.ts';
import { type CsvColumn, csvColumns, csvLines, exactNumber, textCell } from '../traffic/csv.ts';
import type { Traffic } from '../traffic/generate.ts';
import { trafficColumns } from '../traffic/table-columns.ts';
import type { Reasons } from '../what-if/reasons.ts';
import { alertsEcs } from './alert-ecs.ts';
import type { AlertFormat } from './alert-endings.ts';
import { type AlertRecord, type AlertSource, alertRecords, labelOf } from './alert-records.ts';
import { alertsZeek } from './alert-zeek.ts';

const WRITERS: Readonly<
  Record<AlertFormat, (source: AlertSource, onProgress?: Progress) => Generator<string>>
> = { ecs: alertsEcs, zeek: alertsZeek, csv: alertsCsv, jsonl: alertsJson };

/** The alerts as the lines of a file. */
export function alertLines(
  source: AlertSource,
  format: AlertFormat,
  onProgress?: Progress,
): Generator<string> {
  return WRITERS[format](source, onProgress);
}

/** An alert per line: its rank, its flow, each detector's answer, and why and what stands out in words. */
function alertsCsv(source: AlertSource, onProgress?: Progress): Generator<string> {
  let record: AlertRecord | undefined;
  const ofRecord = (name: string, tell: (one: AlertRecord) => string): CsvColumn => ({
    name,
    cell: () => (record === undefined ? '' : tell(record)),
  });
  const columns = [
    ofRecord('rank', ({ rank }) => String(rank)),
    ofRecord('row', ({ row }) => String(row)),
    ofRecord('time', ({ time }) => time ?? ''),
    ...csvColumns(trafficColumns(source.traffic)),
    ...source.detections.flatMap(({ detector }, at) => {
      const name = detector.replaceAll('-', '_');
      return [
        ofRecord(`${name}_score`, ({ detections }) => exactNumber(detections[at].score)),
        ofRecord(`${name}_rank`, ({ detections }) => String(detections[at].rank)),
        ofRecord(`${name}_verdict`, ({ detections }) => detections[at].verdict),
      ];
    }),
    ...(source.reasons === undefined
      ? []
      : [ofRecord('reasons', ({ reasons }) => textCell(reasonsText(reasons)))]),
    ofRecord('stands_out', (one) => textCell(standsOutText(one))),
  ];
  function* rows(): Generator<number> {
    for (record of alertRecords(source, onProgress)) yield record.row;
  }
  return csvLines(columns, rows());
}

/** The sentences of the first reasons, or the one that says why there is none. */
function reasonsText(reasons: Reasons | null): string {
  if (reasons === null) return '';
  const told = reasons.reasons.slice(0, MOST_REASONS).map(({ sentence }) => sentence);
  return told.length === 0 ? reasons.sentence : told.join(' ');
}

/** Reasons in a cell of text. */
const MOST_REASONS = 3;

/** `log_bps is higher than in 99.9 % of normal flows (12.3; usually 2.1 to 8.4); …` */
function standsOutText({ standsOut, inWords }: AlertRecord): string {
  return inWords
    .map((sentence, at) => {
      const [value, low, high] = [standsOut[at].value, standsOut[at].low, standsOut[at].high];
      return `${sentence} (${short(value)}; usually ${short(low)} to ${short(high)})`;
    })
    .join('; ');
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** RFC 8259, an object per line, under the names that columns have in CSV files. */
function* alertsJson(source: AlertSource, onProgress?: Progress): Generator<string> {
  for (const record of alertRecords(source, onProgress)) {
    yield `${visibleJson(alertObject(record, source.traffic))}\n`;
  }
}

function alertObject(record: AlertRecord, traffic: Traffic): object {
  const { rank, row, time, detections, reasons, standsOut, inWords } = record;
  return {
    rank,
    row,
    time,
    ...(traffic.flows === null ? tableCells(traffic, row) : flowCells(traffic.flows, row)),
    label: labelOf(traffic, row),
    detectors: Object.fromEntries(
      detections.map(({ detector, ...says }) => [detector, says] as const),
    ),
    ...(reasons !== null && { why: reasons.sentence, reasons: reasons.reasons }),
    stands_out: standsOut.map((place, at) => featureObject(place, inWords[at])),
  };
}

function flowCells(flows: FlowTable, row: number): object {
  return Object.fromEntries(
    presentColumns(flows).map((column) => [column.name, cellAt(flows, column, row)]),
  );
}

function tableCells({ table }: Traffic, row: number): object {
  const names = table?.names ?? [];
  return {
    columns: Object.fromEntries(
      names.map((name, j) => [name, table?.data[row * names.length + j]]),
    ),
  };
}

function featureObject(
  { name, value, percentile, low, median, high }: FeaturePlace,
  words: string,
) {
  return { feature: name, value, percentile, usual: { low, median, high }, words };
}
