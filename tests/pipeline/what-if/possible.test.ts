import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterfactualsOf } from '../../../src/pipeline/what-if/counterfactual.ts';
import { fittedModels } from '../../../src/pipeline/what-if/scorers.ts';
import { createWhatIf, isPossible, trackOf } from '../../../src/pipeline/what-if/what-if.ts';
import { runOf } from './runs.ts';

const run = await runOf({ timeFeatures: true });
const whatIf = createWhatIf(run, null, fittedModels(run, null));
const { rescorer } = whatIf;
const rows = fc.integer({ min: 0, max: run.traffic.summary.total - 1 });
const value = fc.oneof(
  fc.double({ noNaN: false }),
  fc.double({ min: 0, max: 1e9 }),
  fc.integer({ min: -2, max: 70_000 }),
  fc.constantFrom('TCP', 'UDP', 'ICMP', 'no protocol'),
);
const changes = fc.dictionary(
  fc.constantFrom(...rescorer.columns.map(({ name }) => name), 'label'),
  value,
  { maxKeys: 3 },
);

describe('a changed flow', () => {
  it('is scored just where a flow can be so, and else each refusal says why', () => {
    fc.assert(
      fc.property(rows, changes, (row, change) => {
        const { refused, answers } = rescorer.score(row, change);
        for (const { why } of refused) expect(why).toMatch(/^[^ ].*\.$/);
        expect(answers.length).toBe(refused.length > 0 ? 0 : run.detections.length);
        if (refused.length > 0) return;
        for (const { anomalyScore } of answers) expect(Number.isFinite(anomalyScore)).toBe(true);
        expect(whyImpossible({ ...rescorer.measured.valuesOf(row), ...change }, change)).toBe('');
      }),
    );
  });

  it('is never refused as it was measured', () => {
    for (let row = 0; row < run.traffic.summary.total; row++) {
      expect(isPossible(rescorer, row, rescorer.measured.valuesOf(row))).toBe(
        !('gap' in rescorer.measured.valuesOf(row)),
      );
      const { gap: _, ...values } = rescorer.measured.valuesOf(row);
      expect(isPossible(rescorer, row, values)).toBe(true);
    }
  });
});

describe('the changes that turn a verdict', () => {
  it('are possible flows, and turn it', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...rescorer.detectors), (row, detector) => {
        const { answer, found } = counterfactualsOf(whatIf, row, detector);
        for (const one of found) {
          expect(isPossible(rescorer, row, one.changes)).toBe(true);
          expect(one.answer.alert).toBe(!answer.alert);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('a track', () => {
  it('has the measured verdict at the measured value, and none where no flow can be', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(...rescorer.columns.map(({ name }) => name)),
        fc.constantFrom(...rescorer.detectors),
        (row, column, detector) => {
          const { values, alerts, measured } = trackOf(whatIf, row, column, detector);
          const [{ alert }] = rescorer.answersOf(row, [{}], detector);
          if (measured !== undefined) expect(alerts[values.indexOf(measured)]).toBe(alert);
          alerts.forEach((one, at) => {
            const possible = isPossible(rescorer, row, { [column]: values[at] });
            expect(one === null).toBe(!possible);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Rules that hold for all flows, written once more. */
function whyImpossible(
  values: Readonly<Record<string, number | string>>,
  change: Readonly<Record<string, number | string>>,
): string {
  for (const name of ['packets_sent', 'packets_recv', 'dst_port', 'src_ip_count', 'dst_ip_count']) {
    if (name in change && !Number.isInteger(values[name])) return `${name} is not whole`;
  }
  for (const way of ['sent', 'recv']) {
    if (Number(values[`bytes_${way}`]) > 0 && Number(values[`packets_${way}`]) === 0) {
      return `bytes_${way} without packets`;
    }
    if (Number(values[`bytes_${way}`]) < 0) return `bytes_${way} below 0`;
  }
  if (Number(values.packets_sent) + Number(values.packets_recv) < 1) return 'no packet';
  if (Number(values.dst_port) < 0 || Number(values.dst_port) > 65_535) return 'no port';
  if (!['TCP', 'UDP', 'ICMP'].includes(String(values.protocol))) return 'no protocol';
  return '';
}
