import { randomStateOf } from '../../data/random.ts';
import { Autoencoder, fenceOf } from '../../models/neural/autoencoder.ts';
import { ceilingRemark } from '../detecting/ceiling-remark.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import type { DetectorRun, FittedFact } from '../detecting/detector-run.ts';
import { contaminationOffset } from '../detecting/thresholds.ts';
import { type Remark, rankingWords } from '../run/remarks.ts';
import { countOf, kindOf, listOf, many } from '../run/words.ts';

export const row = {
  name: 'autoencoder',
  place: 21,
  title: 'Autoencoder',
  idea: 'A network that squeezes a flow through a few numbers and gives it back: what it gives back badly stands out.',
  fewestRows: 2,
  look: 'anomaly-hexagon',
  draws: 'seed',
  isNetwork: true,
  judgedBy: ['contamination'],
  shares: [
    'contamination',
    'hiddenUnits',
    'bottleneck',
    'epochs',
    'learningRate',
    'batchSize',
    'patience',
    'neuralBackend',
  ],
  parameters: {},
} satisfies DetectorRow<object>;

export const maker = {
  create: (p, _, neural) =>
    new Autoencoder(
      {
        hiddenUnits: p.hiddenUnits,
        bottleneck: p.bottleneck,
        epochs: p.epochs,
        learningRate: p.learningRate,
        batchSize: p.batchSize,
        patience: p.patience,
        contamination: p.contamination,
        randomState: randomStateOf(p.seed),
      },
      neural,
    ),
  offsetOf: (scores, { contamination }) =>
    contaminationOffset(scores, contamination, fenceOf(scores)),
  facts: networkFacts,
  restore: (json) => Autoencoder.fromJSON(json),
  remarks: (run) => [...learntAttacksRemark(run), ...ceilingRemark(run)],
} satisfies DetectorMaker<Autoencoder, unknown>;

function networkFacts({ fitted }: Autoencoder): FittedFact[] {
  const { reconstruction, curves, backend, why } = fitted;
  const { history, bestEpoch, stoppedEarly } = curves;
  const units = reconstruction.layers.map((layer) => layer.units);
  return [
    {
      name: 'layers',
      value: [reconstruction.scaler.center.length, ...units].join(' → '),
      meaning: 'Numbers that go in, those of each layer, and those that come back.',
    },
    {
      name: 'epochs',
      value: history.length,
      meaning: stoppedEarly
        ? 'It stopped early: the validation loss had not fallen for as long as patience lasts.'
        : 'All that were asked for: it might have learnt more in more.',
    },
    {
      name: 'best epoch',
      value: bestEpoch,
      meaning: 'The one with the lowest validation loss; its weights are kept.',
    },
    { name: 'computed by', value: backend, meaning: why },
  ];
}

/** Whether attacks among what a network has learnt from have become ordinary to it. */
function learntAttacksRemark({ parameters, trainedOutside, evaluation }: DetectorRun): Remark[] {
  const { rankedAttacks, rocAuc, actualAnomalies } = evaluation;
  if (rankedAttacks === null || rocAuc === null || actualAnomalies === null) return [];
  const ranks = `It ranks with ${rankingWords(rocAuc)}.`;
  const topic = 'attacks that it has learnt';
  if (trainedOutside !== null || parameters.trainOn !== 'all') {
    const flows = trainedOutside === null ? 'normal flows' : 'a baseline of its own';
    const sentence = `It has learnt from ${flows} only: no attack among those here has become ordinary to it. ${ranks}`;
    return [{ topic, shows: false, sentence, figures: { rocAuc } }];
  }
  const missed = rankedAttacks.filter(({ rate }) => rate < 0.5);
  const kinds = missed.map(({ type, flagged, flows }) => `${kindOf(type)} ${flagged}/${flows}`);
  const found =
    missed.length === 0
      ? 'Still it finds at least half of each kind.'
      : `Of ${many(rankedAttacks.length, 'kind')} it finds less than half of ${missed.length}: ${listOf(kinds)}.`;
  return [
    {
      topic,
      shows: missed.length > 0,
      sentence:
        `It has learnt from all flows, ${countOf(actualAnomalies)} of those judged here attacks: ` +
        `what it sees often it learns to give back, attacks too. ${found} ${ranks}`,
      figures: { kinds: rankedAttacks.length, missed: missed.length, rocAuc },
    },
  ];
}
