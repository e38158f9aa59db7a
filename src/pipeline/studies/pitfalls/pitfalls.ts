/** A mistake of machine learning in security, and how the study commits it. */
export interface Pitfall {
  readonly key: PitfallKey;
  readonly title: string;
  /** What is published: the measure by which the mistake shows. */
  readonly measure: string;
  /** What stands beside it, where that is another measure. */
  readonly honestMeasure?: string;
  /** What is done to get the published figure. */
  readonly commit: string;
  /** What the honest figure is taken from. */
  readonly honest: string;
  /** What a detector that knows nothing would publish, where the study measures that. */
  readonly naive?: string;
  readonly source: string;
}

export type PitfallKey =
  | 'sampling'
  | 'labels'
  | 'snooping'
  | 'shortcut'
  | 'tuning'
  | 'base-rate'
  | 'accuracy'
  | 'lab-only'
  | 'attacker'
  | 'point-adjust';

/** Features that are chosen of all, where features are chosen by labels. */
export const CHOSEN_FEATURES = 8;

/** How hard the attacker pulls all levers. */
export const ATTACKER_STRENGTH = 10;

/**
 * The pitfalls, in the order of a project: from its data to its figures.
 *
 * Sources: Arp et al., "Dos and Don'ts of Machine Learning in Computer Security", USENIX Security 2022 (P1
 * to P10); Sommer and Paxson, "Outside the Closed World", IEEE S&P 2010; Axelsson, "The Base-Rate Fallacy
 * and its Implications for the Difficulty of Intrusion Detection", CCS 1999; Kim et al., "Towards a
 * Rigorous Evaluation of Time-Series Anomaly Detection", AAAI 2022.
 */
export const PITFALLS: readonly Pitfall[] = [
  {
    key: 'sampling',
    title: 'A sample unlike real traffic',
    measure: 'ROC AUC',
    commit: 'Of the normal flows, use web and DNS alone to learn and to judge.',
    honest: 'The same detector, judged by all normal flows.',
    source: 'Arp P1',
  },
  {
    key: 'labels',
    title: 'Wrong labels',
    measure: 'Recall',
    commit:
      'Label by the checked alerts of a simple rule: an attack without such an alert is called normal.',
    honest: 'The same alerts, by the right labels.',
    source: 'Arp P2',
  },
  {
    key: 'snooping',
    title: 'Test flows used in preparation',
    measure: 'Average precision',
    commit: `Fit the scaler and choose the ${CHOSEN_FEATURES} best features on all flows, the test flows too.`,
    honest: 'Scaler and features by the training flows alone.',
    source: 'Arp P3',
  },
  {
    key: 'shortcut',
    title: 'A shortcut column',
    measure: 'Average precision',
    commit:
      'Keep a column that tells the attack machines of the lab: their packets arrive with another TTL.',
    honest: 'The same detector where attacks arrive with the TTL of other flows.',
    source: 'Arp P4',
  },
  {
    key: 'tuning',
    title: 'Tuning on the test flows',
    measure: 'F1',
    commit: 'Set the threshold where F1 is best on the test flows.',
    honest: 'The threshold where F1 is best on other flows, judged by the test flows.',
    source: 'Arp P5',
  },
  {
    key: 'base-rate',
    title: 'Base rate ignored',
    measure: 'Precision',
    commit: 'Give the precision among the test flows, where attacks are many.',
    honest: 'The precision where 1 flow in 1,000 is an attack.',
    source: 'Arp P8; Axelsson 1999',
  },
  {
    key: 'accuracy',
    title: 'Accuracy where attacks are few',
    measure: 'Accuracy',
    honestMeasure: 'balanced accuracy',
    commit: 'Give the share of flows that are judged rightly.',
    honest: 'The mean of two shares: attacks found, and normal flows that pass.',
    naive: 'with no alert at all',
    source: 'Arp P7',
  },
  {
    key: 'lab-only',
    title: 'Only the lab’s own traffic',
    measure: 'ROC AUC',
    commit: 'Judge by other flows of the same generator.',
    honest:
      'The same detector on the sample log that comes with the lab: an office hour with two attacks.',
    source: 'Arp P9; Sommer and Paxson 2010',
  },
  {
    key: 'attacker',
    title: 'The attacker left out',
    measure: 'Recall',
    commit: 'Judge by an attack that does not hide.',
    honest: `The same attack with the same goal, which hides as the red team does: all together, × ${ATTACKER_STRENGTH}.`,
    source: 'Arp P10',
  },
  {
    key: 'point-adjust',
    title: 'Point-adjusted scores',
    measure: 'Point-adjusted F1',
    honestMeasure: 'F1',
    commit: 'In order of time, let one alert count for a whole unbroken run of attack flows.',
    honest: 'Each flow counts for itself.',
    naive: 'with as many alerts at random',
    source: 'Kim et al. 2022',
  },
];

/** The facts of a pitfall. @throws for another, which is a defect */
export function pitfallFacts(key: PitfallKey): Pitfall {
  const found = PITFALLS.find((one) => one.key === key);
  if (found === undefined) throw new Error(`There is no pitfall "${key}".`);
  return found;
}
