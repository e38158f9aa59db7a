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
      'A window that grows while nothing changes and drops its older part once the mean of the newer part differs by more than chance would allow (Bifet and Gavaldà, 2007).',
  },
  {
    term: 'anomaly',
    meaning:
      'A flow that does not look like the rest. It need not be an attack: a backup at noon is odd too.',
  },
  {
    term: 'autoencoder',
    meaning:
      'A network that squeezes a flow through a narrow place and gives it back. What it gives back badly is unlike what it has learnt from.',
  },
  {
    term: 'average precision',
    meaning:
      'Precision averaged over every alert that finds one more attack, from the most suspicious flow down. A useless ranking gets the share of attacks in the data.',
  },
  {
    term: 'base rate',
    meaning:
      'The share of attacks in the traffic before anything has looked at it. Where it is small, most alerts are false even with a good detector.',
  },
  {
    term: 'beacon',
    meaning:
      'The small call by which malware asks its operator for orders, again and again, often at a steady beat.',
  },
  {
    term: 'brute force',
    meaning: 'Trying one password after another until one fits: many short, alike connections.',
  },
  {
    term: 'class weight',
    meaning:
      'What a flow counts in training. “Balanced” gives a rare class as much say as a common one.',
  },
  {
    term: 'command and control',
    meaning: 'The line between an intruder and the machines taken over; C2 for short.',
  },
  {
    term: 'concept drift',
    meaning:
      'What is normal changes: a new application, another season. What was learnt before then misleads.',
  },
  {
    term: 'confusion matrix',
    meaning:
      'Four counts: attacks found and missed, normal flows flagged and left alone. Every rate of a detector is a fraction of these.',
  },
  {
    term: 'contamination',
    meaning:
      'The share of flows that the detector is told to flag. It sets the threshold and is not learnt from the data.',
  },
  {
    term: 'cross-entropy',
    meaning:
      'How surprised a classifier is by the truth: minus the logarithm of the probability that it gave to the right class. Training makes it small.',
  },
  {
    term: 'detection rate',
    meaning: 'Of one kind of attack, the share that was flagged: its recall.',
  },
  {
    term: 'DNS tunnel',
    meaning: 'Data smuggled inside questions for names, because few networks block those.',
  },
  {
    term: 'early stopping',
    meaning:
      'Ending the training once flows that the network does not learn from are no longer told better, and keeping the weights of the best epoch.',
  },
  {
    term: 'ensemble',
    meaning:
      'Several detectors that answer as one: by vote, or by the mean or the maximum of their scores.',
  },
  {
    term: 'epoch',
    meaning: 'One pass of a network over all its training flows.',
  },
  {
    term: 'exfiltration',
    meaning: 'Carrying stolen data out of a network.',
  },
  {
    term: 'F1',
    meaning: 'The harmonic mean of precision and recall. It stays close to the lower of the two.',
  },
  {
    term: 'false positive rate',
    meaning:
      'Of the normal flows, the share that raised an alarm. A hundredth of a million flows is ten thousand alarms a day.',
  },
  {
    term: 'feature',
    meaning:
      'One number that describes a flow, made from its raw columns. Detectors see nothing else.',
  },
  {
    term: 'flow',
    meaning:
      'One conversation between two hosts, summed up: bytes and packets each way, duration, port and protocol, not what was said.',
  },
  {
    term: 'gamma',
    meaning:
      'How fast the kernel forgets with distance. Large: only close flows count as alike. Tiny: all flows look the same.',
  },
  {
    term: 'Gaussian scaling',
    meaning:
      'A score turned into a probability by how far it lies above the mean of all scores, in standard deviations; so that scores of different detectors can be averaged (Kriegel and others, 2011).',
  },
  {
    term: 'half-space trees',
    meaning:
      'Trees that halve the space of flows at random places and count how many of the last flows fell into each part. A flow in an empty part is odd (Tan, Ting and Liu, 2011).',
  },
  {
    term: 'heavy tail',
    meaning:
      'A column in which a few values are thousands of times the usual one. Its mean and variance say little about the rest.',
  },
  {
    term: 'isolation tree',
    meaning:
      'A tree of random cuts. Flows that are alone after few cuts are odd; a forest averages over many trees.',
  },
  {
    term: 'jitter',
    meaning:
      'How far a beacon strays from its beat, as a share of the period. At 100 % a call may come at any moment.',
  },
  {
    term: 'kernel',
    meaning:
      'A formula for how alike two flows are, from 1 for equal ones down to 0. Here the radial basis function, exp(−gamma · distance²).',
  },
  {
    term: 'label',
    meaning:
      'What a flow really is, normal or attack. Detectors here do not learn from it; it only judges them.',
  },
  {
    term: 'lateral movement',
    meaning: 'An intruder’s steps from the first machine to the next ones inside the network.',
  },
  {
    term: 'local outlier factor',
    meaning:
      'How much thinner the place of a flow is than the places of its nearest neighbours. About 1 in a crowd, more on the edge.',
  },
  {
    term: 'macro F1',
    meaning:
      'F1 of each class by itself, then their plain mean: a class of nine flows counts as much as one of six hundred.',
  },
  {
    term: 'median',
    meaning: 'The value in the middle of the sorted ones. Outliers cannot move it far.',
  },
  {
    term: 'nearest neighbours',
    meaning: 'The k flows at the smallest distance from a flow, itself left out.',
  },
  {
    term: 'online learning',
    meaning: 'Learning one flow at a time, each once, without keeping all of them.',
  },
  {
    term: 'originator',
    meaning: 'The host that opened the conversation; the other one is the responder.',
  },
  {
    term: 'overfitting',
    meaning: 'Learning by heart: nearly faultless on the flows learnt from, worse on others.',
  },
  {
    term: 'percentile',
    meaning: 'The value below which so many hundredths lie: nine tenths are below the 90th.',
  },
  {
    term: 'port scan',
    meaning: 'Knocking at many ports or hosts to learn which of them answer.',
  },
  {
    term: 'precision',
    meaning: 'Of the alerts, the share that were attacks.',
  },
  {
    term: 'prequential',
    meaning:
      'Test, then train: each flow is judged before it is learnt, and what is long past counts ever less.',
  },
  {
    term: 'quantile sketch',
    meaning:
      'A short summary of many numbers that tells, nearly, which value a given share of them exceeds. Its size does not grow with their count.',
  },
  {
    term: 'random cut',
    meaning:
      'A cut of the box around the last flows at a random place, wide sides more often than narrow ones. A flow that pushes many others down the tree of such cuts is odd (Guha and others, 2016).',
  },
  {
    term: 'recall',
    meaning: 'Of the attacks, the share that was flagged.',
  },
  {
    term: 'robust scaler',
    meaning:
      'Takes the median off a column and divides it by the range of its middle half, so that outliers have no say in the scale.',
  },
  {
    term: 'ROC AUC',
    meaning:
      'How often a random attack stands above a random normal flow in the ranking: 1 always, 0.5 like a coin, less is worse than one.',
  },
  {
    term: 'score',
    meaning:
      'How odd a detector finds a flow. Only the order counts; scores of different detectors cannot be compared.',
  },
  {
    term: 'seed',
    meaning: 'The start of the random numbers. The same seed draws the same flows again.',
  },
  {
    term: 'softmax',
    meaning:
      'Turns the last sums of a network into probabilities, one per class, that add up to one. There is none for “something I have never seen”.',
  },
  {
    term: 'support vector',
    meaning: 'A training flow on or outside the boundary. These alone hold the boundary up.',
  },
  {
    term: 'threshold',
    meaning:
      'The score from which on a flow is flagged. Moving it trades missed attacks for false alarms.',
  },
  {
    term: 'unsupervised',
    meaning: 'Learning from the flows alone, without labels.',
  },
  {
    term: 'variance',
    meaning:
      'The mean squared distance from the mean. One huge value can make up nearly all of it.',
  },
  {
    term: 'Wilson interval',
    meaning:
      'Where a share probably lies when few cases were counted: 0 of 30 found still allows for about one in nine.',
  },
  {
    term: 'ν',
    meaning:
      'Nu: at most this share of the training flows lies outside the boundary, at least this share are support vectors.',
  },
] as const satisfies readonly GlossaryEntry[];

export type Term = (typeof GLOSSARY)[number]['term'];

/** What a term means. */
export function meaningOf(term: Term): string {
  return GLOSSARY.find((entry) => entry.term === term)?.meaning ?? '';
}
