/** A term of the field in a sentence or two, in the lab's own words. */
interface GlossaryEntry {
  readonly term: string;
  readonly meaning: string;
}

/** All terms that the lab explains, in alphabetical order. */
export const GLOSSARY = [
  {
    term: 'ADWIN',
    meaning:
      'A window of past values that drops its older part when the mean has changed by more than chance (Bifet and Gavaldà, 2007).',
  },
  {
    term: 'alert',
    meaning:
      'What a detector raises on a flow that it takes for an anomaly. It may be a false positive.',
  },
  {
    term: 'anomaly',
    meaning: 'A flow that is unlike most others. It need not be an attack.',
  },
  {
    term: 'at the threshold',
    meaning:
      'Score and threshold differ by no more than the error that the solver allows itself. Chance decides whether the flow raises an alert.',
  },
  {
    term: 'autoencoder',
    meaning: 'A network that reduces a flow to a few numbers and rebuilds it from them.',
  },
  {
    term: 'average precision',
    meaning:
      'The mean precision over all thresholds at which one more attack is found. A random ranking gets the share of attacks.',
  },
  {
    term: 'base rate',
    meaning:
      'The share of attacks in the traffic. If it is small, most alerts are false positives even with a good detector.',
  },
  {
    term: 'beacon',
    meaning: 'A small, regular call of malware to the attacker, to ask for orders.',
  },
  {
    term: 'brute force',
    meaning: 'Trying many passwords: many short connections that look alike.',
  },
  {
    term: 'class weight',
    meaning:
      'How much a flow counts in training. “Balanced” makes rare classes count as much as common ones.',
  },
  {
    term: 'command and control',
    meaning: 'The connection between an attacker and the machines taken over; C2 for short.',
  },
  {
    term: 'concept drift',
    meaning: 'Normal traffic changes, for example by a new application.',
  },
  {
    term: 'confusion matrix',
    meaning: 'Four counts: attacks found and missed, normal flows with and without an alert.',
  },
  {
    term: 'contamination',
    meaning: 'The share of the training flows that raise an alert. You set it; it is not learnt.',
  },
  {
    term: 'cross-entropy',
    meaning:
      'The error of a classifier: minus the logarithm of the probability that it gives to the right class.',
  },
  {
    term: 'detection rate',
    meaning: 'The share of one kind of attack that is found: its recall.',
  },
  {
    term: 'DNS tunnel',
    meaning: 'Data hidden in DNS questions, because few networks block those.',
  },
  {
    term: 'early stopping',
    meaning:
      'Training ends when the loss on validation flows stops falling. The best weights are kept.',
  },
  {
    term: 'ensemble',
    meaning:
      'Several detectors with one result: by vote, or by the mean or maximum of their scores.',
  },
  {
    term: 'epoch',
    meaning: 'One pass of a network over all training flows.',
  },
  {
    term: 'exfiltration',
    meaning: 'Sending stolen data out of a network.',
  },
  {
    term: 'F1',
    meaning: 'The harmonic mean of precision and recall. It is near the lower of the two.',
  },
  {
    term: 'false positive rate',
    meaning: 'The share of the normal flows that raise an alert.',
  },
  {
    term: 'feature',
    meaning: 'A number computed from the columns of a flow. Detectors see only features.',
  },
  {
    term: 'flow',
    meaning:
      'One conversation between two hosts, summed up: bytes, packets, duration, port and protocol.',
  },
  {
    term: 'gamma',
    meaning:
      'How fast the kernel falls with distance. Large: only close flows are similar. Tiny: all flows look the same.',
  },
  {
    term: 'Gaussian scaling',
    meaning:
      'Turns a score into a probability by its distance from the mean in standard deviations (Kriegel and others, 2011).',
  },
  {
    term: 'half-space trees',
    meaning:
      'Trees that divide the space at random and count the last flows in each part. Few flows: anomalous (Tan, Ting and Liu, 2011).',
  },
  {
    term: 'heavy tail',
    meaning:
      'A few values are thousands of times the usual one. Mean and variance then say little.',
  },
  {
    term: 'isolation tree',
    meaning: 'A tree of random cuts. Unusual flows stand alone after few cuts.',
  },
  {
    term: 'jitter',
    meaning: 'How far the gaps of a beacon vary, as a share of its period.',
  },
  {
    term: 'kernel',
    meaning: 'A formula for how similar two flows are, from 0 to 1. Here: exp(−gamma · distance²).',
  },
  {
    term: 'label',
    meaning: 'What a flow really is: normal or attack. Detectors do not learn from it.',
  },
  {
    term: 'lateral movement',
    meaning: 'An attacker moves from one machine to others inside the network.',
  },
  {
    term: 'local outlier factor',
    meaning: 'How much less dense the flows are here than around the neighbours. Near 1 is normal.',
  },
  {
    term: 'macro F1',
    meaning: 'The mean of each class’s F1. Small classes count as much as large ones.',
  },
  {
    term: 'median',
    meaning: 'The middle one of the sorted values. Outliers hardly change it.',
  },
  {
    term: 'nearest neighbours',
    meaning: 'The k other flows at the smallest distance.',
  },
  {
    term: 'online learning',
    meaning: 'Learning one flow at a time, without keeping all of them.',
  },
  {
    term: 'originator',
    meaning: 'The host that opened the conversation. The other one is the responder.',
  },
  {
    term: 'overfitting',
    meaning: 'Nearly no errors on the training data, more on other flows.',
  },
  {
    term: 'percentile',
    meaning: 'The value below which a given percentage of all values lies.',
  },
  {
    term: 'port scan',
    meaning: 'Trying many ports or hosts to see which answer.',
  },
  {
    term: 'precision',
    meaning: 'The share of the alerts that are attacks.',
  },
  {
    term: 'prequential',
    meaning: 'Each flow is judged first and then learnt. Older flows count less.',
  },
  {
    term: 'probe',
    meaning:
      'A flow that you make up by moving the ring over a picture, to see its score and verdict.',
  },
  {
    term: 'quantile sketch',
    meaning: 'A short summary of many numbers that gives any quantile, nearly.',
  },
  {
    term: 'random cut',
    meaning:
      'A cut at a random place, more often along wide sides. An anomalous flow changes a tree of such cuts much (Guha and others, 2016).',
  },
  {
    term: 'recall',
    meaning: 'The share of the attacks that are found.',
  },
  {
    term: 'robust scaler',
    meaning:
      'Subtracts the median and divides by the range of the middle half. Outliers hardly change either.',
  },
  {
    term: 'ROC AUC',
    meaning:
      'How often a random attack scores higher than a random normal flow. 1: always; 0.5: a random ranking.',
  },
  {
    term: 'score',
    meaning:
      'How anomalous a flow is to a detector. Only the order counts; detectors cannot be compared by it.',
  },
  {
    term: 'seed',
    meaning: 'The start of the random numbers. The same seed gives the same flows.',
  },
  {
    term: 'softmax',
    meaning:
      'Turns the outputs of a network into probabilities that add up to 1, one per known class.',
  },
  {
    term: 'support vector',
    meaning: 'A training flow on or outside the boundary. These alone define it.',
  },
  {
    term: 'threshold',
    meaning: 'Flows that score above it raise an alert.',
  },
  {
    term: 'unsupervised',
    meaning: 'Learning without labels.',
  },
  {
    term: 'variance',
    meaning: 'The mean squared distance from the mean. One huge value can decide it.',
  },
  {
    term: 'Wilson interval',
    meaning: 'The range where the true share probably lies. Few cases give a wide range.',
  },
  {
    term: 'ν',
    meaning: 'Nu: at most this share of the training flows is outside the boundary.',
  },
] as const satisfies readonly GlossaryEntry[];

export type Term = (typeof GLOSSARY)[number]['term'];

/** What a term means. */
export function meaningOf(term: Term): string {
  return GLOSSARY.find((entry) => entry.term === term)?.meaning ?? '';
}
