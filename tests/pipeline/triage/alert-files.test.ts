import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCategories } from '../../../src/data/flow-rows.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { explainRunFlow } from '../../../src/pipeline/run/explain.ts';
import { type LabRun, runLab } from '../../../src/pipeline/run/lab.ts';
import { generateTraffic, type Traffic } from '../../../src/pipeline/traffic/generate.ts';
import type { AlertFormat } from '../../../src/pipeline/triage/alert-endings.ts';
import { alertLines } from '../../../src/pipeline/triage/alert-files.ts';
import { alertsOf } from '../../../src/pipeline/triage/alerts-report.ts';
import { parseRules } from '../../../src/pipeline/triage/rules.ts';

const RULES = parseRules(['443']);

function runOf(traffic: Traffic): Promise<LabRun> {
  const parameters = { ...NOTEBOOK_PARAMETERS, detectors: ['isolation-forest'] as const };
  return runLab(traffic, parameters, { now: () => 0 });
}

function linesOf({ traffic, engineered, scaled, detections }: LabRun, format: AlertFormat) {
  const alerts = alertsOf('isolation-forest', traffic, detections, RULES);
  const { names } = scaled.matrix;
  const source = { traffic, engineered, names, learning: scaled, detections, alerts };
  const progress: number[] = [];
  const lines = [...alertLines(source, format, (share) => progress.push(share))];
  return { alerts, lines, progress };
}

const run = await runOf(generateTraffic(NOTEBOOK_PARAMETERS));

describe('alerts as JSON lines', () => {
  const { alerts, lines, progress } = linesOf(run, 'jsonl');
  const records = lines.map((line) => JSON.parse(line));

  it('read back: one per alert, in their order, none of them allowed', () => {
    expect(lines.every((line) => line.endsWith('\n') && !line.slice(0, -1).includes('\n'))).toBe(
      true,
    );
    expect(records.map(({ row }) => row)).toEqual([...alerts]);
    expect(records.map(({ rank }) => rank)).toEqual(records.map((_, at) => at + 1));
    expect(records.some(({ dst_port }) => dst_port === 443)).toBe(false);
    expect(progress.at(-1)).toBe(1);
  });

  it('say of each flow what its card says', () => {
    for (const record of [records[0], records[70]]) {
      const card = explainRunFlow(run, record.row);
      const [{ anomalyScore, rank, verdict }] = card.detections;
      expect(record.detectors['isolation-forest']).toEqual({ score: anomalyScore, rank, verdict });
      expect(record.stands_out.map(({ words }: { words: string }) => words)).toEqual(
        card.standsOut,
      );
      for (const { feature, value, percentile, usual } of record.stands_out) {
        const place = card.features.find(({ name }) => name === feature);
        expect(place).toMatchObject({ value, percentile, ...usual });
      }
    }
  });
});

describe('alerts as CSV', () => {
  const { alerts, lines } = linesOf(run, 'csv');

  it('have a line per alert under one heading, with the flow and its score', () => {
    const names = lines[0].trimEnd().split(',');
    expect(lines).toHaveLength(alerts.length + 1);
    const first = lines[1].split(',');
    expect(first[names.indexOf('row')]).toBe(String(alerts[0]));
    const score = Number(first[names.indexOf('isolation_forest_score')]);
    expect(score).toBe(-run.detections[0].assessment.scores[alerts[0]]);
    expect(lines[1]).toMatch(
      /send_recv_ratio is higher than in all normal flows \([\d.e+]+; usually /,
    );
  });

  it('give a spreadsheet no formula, whatever the traffic calls itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', ''),
        fc.string({ unit: 'binary' }),
        (start, rest) => {
          const name = start + rest;
          const { flows } = run.traffic;
          if (flows === null) throw new Error('generated traffic has flows');
          const attackType = encodeCategories(
            flows.attackType.names.map(() => name),
            flows.length,
          );
          const named = { ...run.traffic, flows: { ...flows, attackType } };
          const cells = fieldsOf(linesOf({ ...run, traffic: named }, 'csv').lines[1]);
          expect(cells.join('\0')).toContain(/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
          for (const cell of cells) {
            if (Number.isNaN(Number(cell))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

it('a table of numbers, too, has alerts to write', () => {
  const { flows: _, ...rest } = run.traffic;
  const table = run.engineered.features;
  const traffic = { ...rest, flows: null, table };
  const { lines, alerts } = linesOf({ ...run, traffic }, 'jsonl');
  const [first] = lines.map((line) => JSON.parse(line));
  expect(lines).toHaveLength(alerts.length);
  expect(first.time).toBeNull();
  expect(Object.keys(first.columns)).toEqual(table.names);
});

/** The cells of one record as RFC 4180 quotes them. */
function fieldsOf(record: string): string[] {
  return [...record.slice(0, -1).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}
