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
  idea: 'A network that reduces a flow to a few numbers and rebuilds it. Rebuilt badly: anomalous.',
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
      meaning: 'Numbers of the input, of each layer and of the output.',
    },
    {
      name: 'epochs',
      value: history.length,
      meaning: stoppedEarly
        ? 'It stopped early: the validation loss did not fall for as many epochs as the patience.'
        : 'All that were asked for. More might improve it.',
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
  const ranks = `${rankingWords(rocAuc)}.`;
  const topic = 'attacks that it has learnt';
  if (trainedOutside !== null || parameters.trainOn !== 'all') {
    const flows = trainedOutside === null ? 'normal flows' : 'a baseline of its own';
    const sentence = `It has learnt from ${flows} only, not from the attacks here. ${ranks}`;
    return [{ topic, shows: false, sentence, figures: { rocAuc } }];
  }
  const missed = rankedAttacks.filter(({ rate }) => rate < 0.5);
  const kinds = missed.map(({ type, flagged, flows }) => `${kindOf(type)} ${flagged}/${flows}`);
  const found =
    missed.length === 0
      ? 'It still finds at least half of each kind.'
      : `Of ${many(rankedAttacks.length, 'kind')} it finds less than half of ${missed.length}: ${listOf(kinds)}.`;
  return [
    {
      topic,
      shows: missed.length > 0,
      sentence:
        `It has learnt from all flows; ${countOf(actualAnomalies)} of those judged here are attacks. ` +
        `It learns to rebuild what is common, attacks too. ${found} ${ranks}`,
      figures: { kinds: rankedAttacks.length, missed: missed.length, rocAuc },
    },
  ];
}
