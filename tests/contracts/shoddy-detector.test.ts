import { expect, test } from 'vitest';
import type { Matrix } from '../../src/features/matrix.ts';
import {
  type Assessment,
  assessmentFromScores,
  OutlierDetector,
  requireFitted,
} from '../../src/models/detector.ts';
import { failing } from './claims.ts';
import { detectorContract } from './detector-contract.ts';
import type { DetectorSubject } from './detector-subject.ts';
import { detectorSubjects } from './detector-subjects.ts';

const SUBJECTS = await detectorSubjects();
const [good] = SUBJECTS.filter(({ name }) => name === 'robust-z-score');

/** Works on good days: the largest number of a row decides, and nothing is ever looked at twice. */
class Loudest extends OutlierDetector {
  readonly estimator = 'Loudest';
  readonly warnings = [];
  #offset: number | undefined;

  get offset(): number {
    return requireFitted(this.#offset, this.estimator);
  }

  get trainingAssessment(): Assessment {
    throw new Error('not kept');
  }

  fit(x: Matrix): this {
    const scores = worst(x).sort();
    this.#offset = scores[Math.floor(scores.length / 10)];
    return this;
  }

  assess(x: Matrix): Assessment {
    return assessmentFromScores(worst(x), this.offset);
  }

  toJSON(): object {
    return { offset: this.offset };
  }

  static fromJSON(json: unknown): Loudest {
    const detector = new Loudest();
    detector.#offset = (json as { offset: number }).offset;
    return detector;
  }
}

function worst({ data, rows, columns }: Matrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const values = data.subarray(row * columns, (row + 1) * columns);
    return -Math.max(...values.map(Math.abs));
  });
}

let fits = 0;

/** What it takes for the page to show a detector, and no more. */
const SHODDY: DetectorSubject = {
  ...good,
  name: 'loudest',
  title: 'loudest',
  idea: 'Tails.',
  fewestRows: 1,
  create: () => new Loudest(),
  restore: (json) => Loudest.fromJSON(json),
  facts: () => [],
  offsetOf: () => undefined,
  parameters: good.parameters.filter((row) => row?.key === 'contamination'),
  python: 'class Loudest: ...',
  recorded: undefined,
  inside: async () => undefined,
  prose: 'Tails.',
  ask: '',
  surprises: '',
  otherLooks: [...good.otherLooks, ...(good.look === undefined ? [] : [good.look])],
};

test('a detector that only runs keeps few of the claims', async () => {
  expect(await failing(detectorContract(SHODDY))).toEqual([
    'its threshold follows from its scores of training, fitted anew or not',
    'damaged JSON is refused',
    'refuses an empty matrix, to learn from and to judge',
    'learns from as few rows as it says, and from no fewer',
    'refuses numbers that are not finite, to learn from and to judge',
    'refuses a matrix of another width than it was fitted on',
    'its Python fits, scores and flags, with nothing left out',
    'its Python was run by scikit-learn as it stands today',
    'scikit-learn printed the figures of the lab, or the code says that they differ',
    'it has a title, and an idea in a sentence',
    'its prose says what it does, what to look for and what goes wrong',
    'the instructor has a question to ask, and is told what surprises',
    'a sentence, a formula and a table say how a flow comes to its score',
    'it has a look of its own, not by colour alone',
    '--help names it, and what each of its parameters means',
  ]);
});

test.each<[string, string, typeof Loudest]>([
  [
    'upside down',
    'lower score = more abnormal',
    class extends Loudest {
      override assess(x: Matrix): Assessment {
        return assessmentFromScores(
          worst(x).map((score) => -score),
          -this.offset,
        );
      }
    },
  ],
  [
    'by the place of a row',
    'permuting rows permutes scores',
    class extends Loudest {
      override assess(x: Matrix): Assessment {
        return assessmentFromScores(
          worst(x).map((score, row) => score - row / 1e9),
          this.offset,
        );
      }
    },
  ],
  [
    'another each time',
    'the same rows give the same detector, and are left as they were',
    class extends Loudest {
      override toJSON(): object {
        return { offset: this.offset, fits: fits++ };
      }
    },
  ],
])('one that scores %s is told: %s', async (_, claim, Wrong) => {
  const subject = { ...SHODDY, create: () => new Wrong() };
  expect(await failing(detectorContract(subject))).toContain(claim);
});

test('the lab’s own keep them all', async () => {
  expect(await failing(detectorContract(good))).toEqual([]);
});
