import { readJsonFixture } from '../../support.ts';

interface RecordedNode {
  readonly column: number;
  readonly cut: number;
  readonly count: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly left: RecordedNode | RecordedLeaf;
  readonly right: RecordedNode | RecordedLeaf;
}

interface RecordedLeaf {
  readonly point: readonly number[];
  readonly count: number;
}

interface Recorded {
  readonly halfSpaceTrees: {
    readonly n_trees: number;
    readonly height: number;
    readonly window_size: number;
    readonly rows: readonly (readonly number[])[];
    readonly scores: readonly number[];
    readonly trees: readonly {
      readonly features: readonly number[];
      readonly thresholds: readonly number[];
      readonly referenceMasses: readonly number[];
    }[];
  };
  readonly randomCutTree: {
    readonly seed: number;
    readonly steps: readonly {
      readonly point: readonly number[];
      readonly deleted: number | null;
      readonly codisp: Readonly<Record<string, number>>;
    }[];
    readonly tree: RecordedNode;
  };
  readonly randomCutForest: {
    readonly seed: number;
    readonly trees: number;
    readonly window: number;
    readonly rows: readonly (readonly number[])[];
    readonly scores: readonly number[];
  };
  readonly adwin: { readonly values: readonly number[]; readonly detectedAt: number };
}

/** What river and rrcf say of small streams; see the script beside the fixture. */
export const RECORDED = readJsonFixture<Recorded>('online/recorded.json.gz');
