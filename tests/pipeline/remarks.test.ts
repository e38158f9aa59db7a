import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeRows } from '../../src/data/flow-rows.ts';
import { loadNeuralRuntime } from '../../src/models/neural/runtime.ts';
import type { ParameterChanges } from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { judgeFlags, type Remark, trafficRemarks } from '../../src/pipeline/run/remarks.ts';
import { remarksOfRun } from '../../src/pipeline/run/remarks-of-run.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import { readCsvFixture, readJsonFixture } from '../support.ts';

const FOLDER = 'reference/seed-42';
const CONTEXT = { now: () => 0, neural: await loadNeuralRuntime('auto') };

async function remarksWith(changed: ParameterChanges): Promise<ReadonlyMap<string, Remark>> {
  const parameters = { ...NOTEBOOK_PARAMETERS, ...changed };
  const run = await runLab(generateTraffic(parameters), parameters, CONTEXT);
  return new Map(remarksOfRun(run).map((remark) => [`${remark.step}: ${remark.topic}`, remark]));
}

function remark(remarks: ReadonlyMap<string, Remark>, key: string): Remark {
  const found = remarks.get(key);
  if (found === undefined) throw new Error(`${key} is not among ${[...remarks.keys()]}`);
  return found;
}

describe('what the notebook does not say of its own run', async () => {
  const remarks = await remarksWith({});
  const recorded = readJsonFixture<{
    roc_auc: Record<string, number>;
    one_class_svm: { gamma: number };
    confusion: Record<string, [[number, number], [number, number]]>;
    detection_rate: Record<string, number>;
  }>(`${FOLDER}/report.json`);
  const flows = readCsvFixture(`${FOLDER}/flows.csv.gz`);
  const column = (name: string) => flows.get(name) ?? [];

  test('shows in every remark', () => {
    expect([...remarks].filter(([, { shows }]) => !shows).map(([key]) => key)).toEqual([]);
    expect(remarks.size).toBe(9);
  });

  test('its One-Class SVM ranks worse than chance, for one raw column', () => {
    const { figures, sentence } = remark(remarks, 'one-class-svm: a blind kernel');
    expect(figures.rocAuc).toBeCloseTo(recorded.roc_auc.one_class_svm, 12);
    expect(figures.gamma).toBeCloseTo(recorded.one_class_svm.gamma, 20);
    expect(figures.share).toBeGreaterThan(0.999);
    expect(sentence).toContain('ROC AUC 0.297');
    expect(sentence).toContain('send_recv_ratio');
    expect(sentence).toContain('gamma is 2.1e-10');
  });

  test('three flags find half of the attacks without an error', () => {
    const marked = column('label').filter(
      (_, row) =>
        Number(column('src_ip_count')[row]) > 1 ||
        Number(column('dst_ip_count')[row]) > 1 ||
        [4444, 8888, 31337, 6667, 1337, 3333, 14444, 8333, 4443].includes(
          Number(column('dst_port')[row]),
        ),
    );
    const { figures } = remark(remarks, 'engineer: three flags');
    expect(figures.tp).toBe(marked.filter((label) => label === '1').length);
    expect(figures.fp).toBe(marked.filter((label) => label === '0').length);
    expect(figures).toEqual({ tn: 1900, fp: 0, fn: 160, tp: 150 });
  });

  test('contamination 0.1 cannot reach 310 attacks', () => {
    const [[, fp], [, tp]] = recorded.confusion.isolation_forest;
    const { figures, sentence } = remark(remarks, 'isolation-forest: ceiling of recall');
    expect(figures.flagged).toBe(fp + tp);
    expect(figures.ceiling).toBe((fp + tp) / 310);
    expect(sentence).toContain('recall cannot exceed 71.3 %; it is 68.7 %.');
  });

  test('its uploads of 10 MB have a median of 1.5 MB', () => {
    const sent = column('bytes_sent')
      .filter((_, row) => column('attack_type')[row] === 'data_exfil')
      .map(Number)
      .sort((a, b) => a - b);
    const { figures } = remark(remarks, 'generate: size of uploads');
    expect(figures.uploads).toBe(30);
    expect(figures.medianBytesSent).toBeCloseTo((sent[14] + sent[15]) / 2, 3);
    expect(figures.of10MegabytesOrMore).toBe(sent.filter((bytes) => bytes >= 1e7).length);
  });

  test('all attacks come in clusters larger than the neighbourhood', () => {
    const { figures, sentence } = remark(
      remarks,
      'local-outlier-factor: attacks that hide among their own',
    );
    expect(figures).toMatchObject({ neighbours: 20, clusters: 8, missed: 6 });
    expect(sentence).toContain('30 to 50 flows');
    expect(sentence).toContain('c2 beacon 2/50');
  });

  test('it trains on everything', () => {
    const { figures } = remark(remarks, 'one-class-svm: what it learnt from');
    expect(figures).toEqual({ trainedOn: 2210, attacksAmongThem: 310 });
  });
});

test('logged ratios open the kernel and leave no column alone', async () => {
  const remarks = await remarksWith({ logRatios: true, detectors: ['one-class-svm'] });
  expect(remark(remarks, 'one-class-svm: a blind kernel').shows).toBe(false);
  expect(remark(remarks, 'scale: one column')).toMatchObject({ shows: false });
});

test('trained on normal flows, nothing hides and recall has no ceiling', async () => {
  const remarks = await remarksWith({ trainOn: 'normal' });
  const training = remark(remarks, 'one-class-svm: what it learnt from');
  expect(training.shows).toBe(false);
  expect(training.figures).toEqual({ trainedOn: 1900, attacksAmongThem: 0 });
  const masking = remark(remarks, 'local-outlier-factor: attacks that hide among their own');
  expect(masking.shows).toBe(false);
  expect(masking.sentence).toContain('normal ones only');
  const ceiling = remark(remarks, 'isolation-forest: ceiling of recall');
  expect(ceiling).toMatchObject({ shows: false, figures: { ceiling: 1 } });
  const { flagged, attacks } = ceiling.figures;
  expect(ceiling.sentence).toContain(`at least ${flagged - attacks} alerts must be false`);
});

test('a network gives back the attacks that it has learnt from, but not those it has never seen', async () => {
  const learntFrom = async (trainOn: 'all' | 'normal') =>
    remark(
      await remarksWith({ trainOn, detectors: ['autoencoder'], epochs: 20 }),
      'autoencoder: attacks that it has learnt',
    );
  const [all, normal] = [await learntFrom('all'), await learntFrom('normal')];
  expect(all.shows).toBe(true);
  expect(all.figures.missed).toBeGreaterThan(0);
  expect(all.sentence).toContain('310 of those judged here are attacks');
  expect(normal.shows).toBe(false);
  expect(normal.figures.rocAuc).toBeGreaterThan(all.figures.rocAuc);
});

test('with more neighbours than any attack has flows, none fills a neighbourhood', async () => {
  const remarks = await remarksWith({ nNeighbors: 60, detectors: ['local-outlier-factor'] });
  const masking = remark(remarks, 'local-outlier-factor: attacks that hide among their own');
  expect(masking).toMatchObject({ shows: false, figures: { clusters: 0 } });
  expect(masking.sentence).toContain('60 neighbours');
});

test('without attacks there is nothing to remark on a detector', async () => {
  const counts = { ...NOTEBOOK_PARAMETERS.counts };
  for (const name of Object.keys(counts)) counts[name] = name === 'web' ? 200 : 0;
  expect([...(await remarksWith({ counts })).keys()]).toEqual(['scale: one column']);
});

test('with a clock the remark is on the features, which do not look at it', () => {
  const { flows } = generateTraffic(NOTEBOOK_PARAMETERS);
  if (flows === null) throw new Error('Generated traffic holds flows.');
  const clockOf = (some: typeof flows) =>
    trafficRemarks(some, true).find(({ topic }) => topic === 'rhythm of beacons');
  expect(clockOf(flows)?.sentence).toContain('the rhythm of the 50 beacons here');
  expect(clockOf(takeRows(flows, Uint32Array.of()))?.shows).toBe(false);
  const { startTime: _, ...timeless } = flows;
  expect(clockOf(timeless)?.sentence).toContain('these flows have no start times');
});

test('the flags are counted as a plain count over the rows says', () => {
  const row = fc.record({
    flags: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    label: fc.constantFrom(-1, 0, 1),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const names = ['is_multi_dest', 'is_multi_src', 'is_suspicious_port'];
      const data = Float64Array.from(rows.flatMap(({ flags }) => flags.map(Number)));
      const label = Int8Array.from(rows, (each) => each.label);
      const counts = judgeFlags({ data, rows: rows.length, columns: 3, names }, label);
      const count = (value: number, marked: boolean) =>
        rows.filter((each) => each.label === value && each.flags.includes(true) === marked).length;
      const expected = {
        tn: count(0, false),
        fp: count(0, true),
        fn: count(1, false),
        tp: count(1, true),
      };
      expect(counts).toEqual(label.includes(1) ? expected : null);
    }),
  );
});
