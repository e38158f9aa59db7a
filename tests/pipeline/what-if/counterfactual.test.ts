import { describe, expect, it } from 'vitest';
import {
  type Counterfactuals,
  counterfactualsOf,
} from '../../../src/pipeline/what-if/counterfactual.ts';
import { parseChanges } from '../../../src/pipeline/what-if/parse-changes.ts';
import { fittedModels } from '../../../src/pipeline/what-if/scorers.ts';
import { createWhatIf, type WhatIf } from '../../../src/pipeline/what-if/what-if.ts';
import { runOf } from './runs.ts';

async function whatIfOf(changes = {}): Promise<WhatIf> {
  const run = await runOf(changes);
  return createWhatIf(run, null, fittedModels(run, null));
}

/** Of each detector every so many-th flow. */
function someOf(whatIf: WhatIf, step: number): Counterfactuals[] {
  const { run } = whatIf.rescorer;
  const rows = [...run.traffic.labels.label.keys()].filter((row) => row % step === 0);
  return run.detections.flatMap(({ detector }) =>
    rows.map((row) => counterfactualsOf(whatIf, row, detector)),
  );
}

const plain = await whatIfOf();
const logged = await whatIfOf({ logRatios: true, trainOn: 'normal' });

describe.each([
  ['the default settings', plain],
  ['logged tails and normal training', logged],
])('the smallest changes with %s', (_, whatIf) => {
  const { rescorer } = whatIf;
  const asked = someOf(whatIf, 9);

  it('turn the verdict when the flow is scored with what is printed', () => {
    let turned = 0;
    for (const { row, detector, answer, found } of asked) {
      for (const { argument, changes } of found) {
        const read = parseChanges(argument, rescorer.columns);
        expect(read).toEqual(changes);
        const { refused, answers } = rescorer.score(row, read);
        expect(refused).toEqual([]);
        const again = answers.find((one) => one.detector === detector);
        expect(again?.alert).toBe(!answer.alert);
        turned++;
      }
    }
    expect(turned).toBeGreaterThan(asked.length / 4);
  });

  it('stay turned at values between the change and where it is said to stay', () => {
    for (const { row, detector, answer, found } of asked) {
      for (const { changes, stays } of found) {
        const [[name, value]] = Object.entries(changes);
        if (stays === null) continue;
        const answers = rescorer.answersOf(row, [changes, { [name]: stays.until }], detector);
        expect(Math.abs(stays.until - Number(value))).toBeGreaterThanOrEqual(0);
        for (const one of answers) expect(one.alert).toBe(!answer.alert);
      }
    }
  });

  it('come nearest first, and of two columns where no single one turns the verdict', () => {
    for (const { found } of asked) {
      const widths = found.map(({ changes }) => Object.keys(changes).length);
      expect(widths.every((width) => width === widths[0])).toBe(true);
      if (widths[0] === 2) expect(found).toHaveLength(1);
      const moves = found.map(({ movement }) => movement);
      expect(moves).toEqual(moves.toSorted((a, b) => a - b));
    }
  });

  it('say in a sentence what they are, that there is none, or that it is at the threshold', () => {
    for (const { answer, found, sentence } of asked) {
      if (answer.noise)
        expect(sentence).toMatch(/^The flow is at the threshold of the One-Class SVM: /);
      else if (found.length === 0) expect(sentence).toMatch(/No change of one or two values/);
      else
        expect(sentence).toMatch(
          answer.alert ? /would raise no alert if it / : /would raise an alert if it /,
        );
    }
  });

  it('stand beside the nearest normal flow without an alert', () => {
    const { detections, traffic } = rescorer.run;
    for (const { row, detector, twin } of asked) {
      const passes = detections.find((one) => one.detector === detector)?.assessment.predictions;
      if (twin === null) throw new Error('every detector passes some normal flow');
      expect(twin.row).not.toBe(row);
      expect(passes?.[twin.row]).toBe(1);
      expect(traffic.labels.label[twin.row]).toBe(0);
      const [own, theirs] = [row, twin.row].map((one) => rescorer.measured.valuesOf(one));
      const differing = Object.keys(own).filter((name) => own[name] !== theirs[name]);
      expect(twin.differences.map(({ column }) => column).toSorted()).toEqual(differing.toSorted());
    }
  });
});

describe('a search for one column', () => {
  it('finds nothing nearer by trying a thousand values', () => {
    const [found] = someOf(plain, 40)
      .filter(({ detector, found: some }) => detector === 'local-outlier-factor' && some.length > 0)
      .map(({ row, detector, answer, found: some }) => ({ row, detector, answer, first: some[0] }));
    const { row, detector, answer, first } = found;
    const [[name, value]] = Object.entries(first.changes);
    const own = Number(plain.rescorer.measured.cellOf(row, name));
    const between = Array.from(
      { length: 1000 },
      (_, i) => own + ((Number(value) - own) * (i + 1)) / 1002,
    );
    const possible = between.filter(
      (one) => plain.rescorer.refusals(row, { [name]: one }).length === 0,
    );
    const answers = plain.rescorer.answersOf(
      row,
      possible.map((one) => ({ [name]: one })),
      detector,
    );
    // A short number may stand up to a fiftieth of the change behind the nearest one.
    const sooner = answers.filter(({ alert }) => alert !== answer.alert).length;
    expect(sooner).toBeLessThanOrEqual(0.03 * possible.length);
  });
});

describe('changes as they are typed', () => {
  const { columns } = plain.rescorer;

  it.each([
    ['bytes_sent=2MB,dst_port=443', { bytes_sent: 2e6, dst_port: 443 }],
    ['bytes_recv=1.5 KiB', { bytes_recv: 1536 }],
    ['duration=90ms, protocol=udp', { duration: 0.09, protocol: 'UDP' }],
    ['packets_sent=1e3', { packets_sent: 1000 }],
    ['bytes_sent=541270.78426808456', { bytes_sent: 541270.78426808456 }],
  ])('%s', (text, changes) => {
    expect(parseChanges(text, columns)).toEqual(changes);
  });

  it.each([
    ['', 'Changes are needed, such as bytes_sent=2MB,dst_port=443.'],
    ['bytes_sent', '"bytes_sent" is no change: write it as bytes_sent=2MB.'],
    ['label=1', 'There is no column "label" to change: choose among bytes_sent, bytes_recv'],
    ['dst_port=80,dst_port=81', 'dst_port is changed twice: give it one value.'],
    ['duration=2MB', 'duration must be a number, with ms, s, min, h, d or no unit; got "2MB".'],
    ['hour=3', 'There is no column "hour" to change'],
  ])('refuses %j', (text, problem) => {
    expect(() => parseChanges(text, columns)).toThrow(problem);
  });
});
