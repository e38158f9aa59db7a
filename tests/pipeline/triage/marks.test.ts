import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTACK, NORMAL, UNLABELLED } from '../../../src/data/flow-table.ts';
import { assessmentFromScores } from '../../../src/models/detector.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { generateTraffic } from '../../../src/pipeline/traffic/generate.ts';
import { fingerprintOf } from '../../../src/pipeline/triage/fingerprint.ts';
import {
  countMarks,
  judgeByMarks,
  type Marks,
  withMarks,
} from '../../../src/pipeline/triage/marks.ts';

const traffic = generateTraffic(NOTEBOOK_PARAMETERS);
const { total } = traffic.summary;
const scores = Float64Array.from({ length: total }, (_, row) => ((row * 7919) % total) / total);
const assessment = assessmentFromScores(scores, 0.3);
const detections = [{ detector: 'isolation-forest', assessment }] as const;

const marks: fc.Arbitrary<Marks> = fc
  .array(fc.tuple(fc.nat(total - 1), fc.constantFrom(NORMAL, ATTACK)), {
    minLength: 1,
    maxLength: 40,
  })
  .map((entries) => new Map(entries));

it('detectors are judged by the marked flows and by nothing else', () => {
  fc.assert(
    fc.property(marks, (given) => {
      const [{ evaluation }] = judgeByMarks(detections, given, traffic);
      const count = (mark: number, flagged: boolean) =>
        [...given].filter(([row, one]) => one === mark && scores[row] < 0.3 === flagged).length;
      expect(evaluation.confusion).toEqual({
        tp: count(ATTACK, true),
        fn: count(ATTACK, false),
        fp: count(NORMAL, true),
        tn: count(NORMAL, false),
      });
      const { attack, fine } = countMarks(given);
      expect(evaluation.rocAuc === null).toBe(attack === 0 || fine === 0);
    }),
  );
});

it('nothing marked, nothing judged', () => {
  expect(judgeByMarks(detections, new Map(), traffic)).toEqual([]);
});

describe('marks as labels', () => {
  const given: Marks = new Map([
    [0, ATTACK],
    [1, NORMAL],
  ]);

  it('replace those of the marked flows, and alone those of all', () => {
    const over = withMarks(traffic, given, false);
    expect([...over.labels.label.subarray(0, 2)]).toEqual([ATTACK, NORMAL]);
    expect(over.labels.label.subarray(2)).toEqual(traffic.labels.label.subarray(2));
    expect(over.flows?.label).toBe(over.labels.label);
    const alone = withMarks(traffic, given, true);
    expect([...alone.labels.label.subarray(0, 2)]).toEqual([ATTACK, NORMAL]);
    expect(alone.labels.label.subarray(2).every((label) => label === UNLABELLED)).toBe(true);
  });

  it('name what they say, but for an attack that has its name', () => {
    const { label, attackType } = traffic.labels;
    const known = label.indexOf(ATTACK);
    const same = withMarks(traffic, new Map([[known, ATTACK]]), false).labels.attackType;
    expect(same.names[same.codes[known]]).toBe(attackType.names[attackType.codes[known]]);
    const fine = withMarks(traffic, new Map([[known, NORMAL]]), false).labels.attackType;
    expect(fine.names[fine.codes[known]]).toBe('normal');
  });
});

describe('a fingerprint', () => {
  it('is that of the flows, whatever run they come from and whatever window they are counted by', () => {
    const again = generateTraffic(NOTEBOOK_PARAMETERS);
    const counted = again.flows && { ...again.flows, srcIpCount: new Float64Array(total) };
    expect(fingerprintOf({ ...again, flows: counted })).toBe(fingerprintOf(traffic));
  });

  it('tells apart flows that differ in one number', () => {
    fc.assert(
      fc.property(fc.nat(total - 1), fc.double({ noNaN: true }), (row, bytes) => {
        const { flows } = traffic;
        if (flows === null) throw new Error('generated traffic has flows');
        fc.pre(!Object.is(flows.bytesSent[row], bytes));
        const bytesSent = flows.bytesSent.with(row, bytes);
        const other = { ...traffic, flows: { ...flows, bytesSent } };
        expect(fingerprintOf(other)).not.toBe(fingerprintOf(traffic));
      }),
    );
  });
});
