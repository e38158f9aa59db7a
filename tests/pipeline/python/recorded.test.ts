import { beforeAll, describe, expect, test } from 'vitest';
import { detectorFacts } from '../../../src/pipeline/detecting/detector-table.ts';
import { labDocument } from '../../../src/pipeline/python/document.ts';
import type { PythonRequest } from '../../../src/pipeline/python/source.ts';
import type { LabRun } from '../../../src/pipeline/run/lab.ts';
import { readJsonFixture } from '../../support.ts';
import { numberIn, PRINTED_MEASURES, runOf, SIX_DIGITS } from './support.ts';

interface RecordedCell {
  readonly id: string;
  readonly code: readonly string[];
  /** What Jupyter showed, line by line. */
  readonly printed: readonly string[];
  readonly pictures: number;
}

interface RecordedNotebook {
  readonly arguments: readonly string[];
  readonly cells: readonly RecordedCell[];
}

const RECORDED = [
  ...['default', 'changed', 'text-seed', 'rare', 'file', 'table', 'time', 'baseline'],
  ...['voting', 'gaussian', 'majority', 'clock', 'by-hand', 'by-hand-normal'],
  ...['ecod', 'ecod-normal', 'hbos', 'hbos-normal'],
  ...['neighbours', 'neighbours-mean', 'neighbours-normal'],
];

describe.each(RECORDED)('the notebook as Jupyter ran it: %s', (name) => {
  const recorded = readJsonFixture<RecordedNotebook>(`python/${name}.json`);
  let run: LabRun;
  let request: PythonRequest;
  beforeAll(async () => {
    ({ run, request } = await runOf(recorded.arguments));
  });

  const printed = (id: string) => {
    const found = recorded.cells.find((cell) => cell.id === id);
    if (found === undefined) throw new Error(`no cell ${id} was recorded`);
    return found.printed;
  };

  test('is the notebook that the lab writes', () => {
    const written = labDocument(request).filter(({ kind }) => kind !== 'words');
    expect(written.map(({ id, text }) => ({ id, code: text.split('\n') }))).toEqual(
      recorded.cells.map(({ id, code }) => ({ id, code })),
    );
  });

  test('draws a picture in every cell of charts', () => {
    const charts = recorded.cells.filter(({ id }) => id.endsWith('-chart'));
    expect(charts.length).toBeGreaterThan(1);
    expect(charts.filter(({ pictures }) => pictures === 0)).toEqual([]);
  });

  test('prints how many flows there are', () => {
    const { total, normal, attack, unlabelled } = run.traffic.summary;
    expect(printed('generate')[0]).toBe(
      unlabelled === total
        ? `${total} flows without labels`
        : `${total} flows, ${normal} normal, ${attack} attacks`,
    );
  });

  test("prints each detector's figures", () => {
    expect(run.detections.map(({ detector }) => detector)).toEqual(request.parameters.detectors);
    for (const { detector, evaluation } of run.detections) {
      const lines = printed(detector);
      expect(numberIn(lines, 'flagged'), detector).toBe(evaluation.predictedAnomalies);
      for (const [words, key] of Object.entries(PRINTED_MEASURES)) {
        const expected = evaluation[key];
        if (expected === null) expect(lines.some((line) => line.startsWith(words))).toBe(false);
        else expect(Math.abs(numberIn(lines, words) - expected)).toBeLessThan(SIX_DIGITS);
      }
    }
  });

  test('prints the share of each attack that is found', () => {
    for (const { detector, evaluation } of run.detections) {
      const lines = printed(detector).map((line) => line.trim().split(/\s+/));
      for (const { type, flows, flagged, rate } of evaluation.rankedAttacks ?? []) {
        expect(lines, detector).toContainEqual([type, `${flows}`, `${flagged}`, rate.toFixed(6)]);
      }
    }
  });

  test('compares the detectors, and says who agrees', () => {
    const lines = printed('compare');
    const { agreement, agreementOnAttacks } = run.compared;
    for (const shares of [agreement, ...(agreementOnAttacks ? [agreementOnAttacks] : [])]) {
      for (const { name: detector, flagged, flaggedAlone, missedAlone } of shares.detectors) {
        const { title } = detectorFacts(detector as Parameters<typeof detectorFacts>[0]);
        const found = lines.filter((line) => line.startsWith(title));
        expect(found.map((line) => numbersOf(line.slice(title.length)))).toContainEqual([
          flagged,
          flaggedAlone,
          missedAlone,
        ]);
      }
    }
  });

  test('prints the fifteen most anomalous flows and where the lines are drawn', () => {
    const sections = printed('scores').join('\n').split('\n\n');
    run.detections.forEach(({ assessment, evaluation, offset }, at) => {
      const lines = sections[at].split('\n').filter((line) => line !== '');
      expect(Math.abs(numberIn(lines, 'threshold') + offset)).toBeLessThan(SIX_DIGITS);
      const { percentile90 } = run.scores[at];
      expect(Math.abs(numberIn(lines, '90 % lie below') - percentile90)).toBeLessThan(SIX_DIGITS);
      const rows = lines.filter((line) => /^\d+ /.test(line) && !line.startsWith('90 %'));
      expect(rows.map((line) => Number.parseInt(line, 10))).toEqual(evaluation.topAnomalies);
      const scores = rows.map((line) => Number(line.trim().split(/\s+/).at(-2)));
      scores.forEach((score, rank) => {
        const own = -assessment.scores[evaluation.topAnomalies[rank]];
        expect(Math.abs(score - own)).toBeLessThan(SIX_DIGITS);
      });
    });
  });
});

function numbersOf(text: string): number[] {
  return text.trim().split(/\s+/).map(Number);
}
