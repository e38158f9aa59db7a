import { PROFILES } from '../../data/profiles.ts';
import { USUAL_RHYTHMS } from '../../data/rhythms.ts';
import { EXTRA_FEATURES } from '../../features/extra-features.ts';
import { NOTEBOOK_FEATURES } from '../../features/notebook-features.ts';
import { NOTEBOOK_SELECTION } from '../../features/notebook-selection.ts';
import { SCALER_KINDS } from '../../features/scaler-kinds.ts';
import { COMBINATIONS } from '../../models/ensemble/combinations.ts';
import {
  DETECTOR_NAMES,
  MEMBER_NAMES,
  NOTEBOOK_DETECTORS,
  OWN_PARAMETERS,
} from '../detecting/detector-table.ts';
import { CLASSIFIER_PARAMETERS } from './classifier-parameters.ts';
import { type CoreFacts, TRAIN_ON } from './lab-parameters.ts';
import { NEURAL_PARAMETERS } from './neural-parameters.ts';
import type { ParameterFacts } from './parameter-types.ts';
import { STREAM_PARAMETERS } from './stream-parameters.ts';

/** What concerns more than one detector, but for networks, classifier and stream. */
const BEFORE_DETECTORS: readonly CoreFacts[] = [
  {
    key: 'seed',
    flag: 'seed',
    step: 'generate',
    kind: 'text',
    label: 'Seed',
    default: '42',
    meaning:
      "An integer 0 … 4294967295 draws from NumPy's generator, any other text from seedrandom. " +
      'It seeds the flows, the shuffle and the forest.',
  },
  {
    key: 'counts',
    flag: 'counts',
    step: 'generate',
    kind: 'counts',
    label: 'Flows per profile',
    default: Object.fromEntries(PROFILES.map(({ name, count }) => [name, count])),
    meaning: `Flows per profile, such as web=600,ddos=0. Profiles: ${PROFILES.map(({ name }) => name).join(', ')}.`,
  },
  {
    key: 'beaconPeriod',
    flag: 'beacon-period',
    step: 'generate',
    kind: 'number',
    min: 1,
    max: 86400,
    slider: { from: 60, to: 3600 },
    resolution: 60,
    label: 'Beacon period',
    default: USUAL_RHYTHMS.beaconPeriod,
    meaning:
      'Seconds between the calls of a generated beacon, on average. Changes start times alone.',
  },
  {
    key: 'beaconJitter',
    flag: 'beacon-jitter',
    step: 'generate',
    kind: 'number',
    min: 0,
    max: 1,
    slider: { from: 0, to: 1 },
    resolution: 0.05,
    label: 'Beacon jitter',
    default: USUAL_RHYTHMS.beaconJitter,
    meaning: 'How far each of its gaps may be from the period, as a share of it: 0 is a clock.',
  },
  {
    key: 'monitorShare',
    flag: 'monitor-share',
    step: 'generate',
    kind: 'number',
    min: 0,
    max: 1,
    slider: { from: 0, to: 0.5 },
    resolution: 0.05,
    label: 'Regular calls',
    default: USUAL_RHYTHMS.monitorShare,
    meaning:
      'Share of the generated API calls that a monitor makes, every hour: as regular as a beacon, and no attack.',
  },
  {
    key: 'window',
    flag: 'window',
    step: 'generate',
    kind: 'number',
    min: 0.001,
    max: 86400,
    slider: { from: 1, to: 600 },
    resolution: 1,
    label: 'Window',
    default: 60,
    meaning:
      'Seconds before a flow in which its partners are counted. Only for logs that bring addresses and times.',
  },
  {
    key: 'sample',
    flag: 'sample',
    step: 'generate',
    kind: 'number',
    min: 1,
    max: 10_000_000,
    slider: { from: 1000, to: 200_000 },
    resolution: 1000,
    whole: true,
    label: 'Flows at most',
    // The SVM takes half a minute at 50,000 flows and minutes at 100,000.
    default: 50_000,
    meaning:
      'Of a file with more flows, a uniform sample of so many is analysed, drawn by the seed.',
  },
  {
    key: 'timeZone',
    flag: 'time-zone',
    step: 'generate',
    kind: 'text',
    label: 'Time zone',
    default: 'UTC',
    private: true,
    meaning:
      'The zone of times in a file that name none, such as Europe/Berlin or +02:00. Times that name theirs keep it. Time features tell hours and weekdays by its clocks.',
  },
  {
    key: 'unicastOnly',
    flag: 'unicast-only',
    step: 'generate',
    kind: 'switch',
    label: 'Leave out link-local, multicast and broadcast',
    default: false,
    meaning: 'Analyse only flows between two hosts: no link-local, multicast or broadcast address.',
  },
  {
    key: 'features',
    flag: 'features',
    step: 'scale',
    kind: 'list',
    choices: [...NOTEBOOK_FEATURES, ...EXTRA_FEATURES].map(({ name }) => name),
    label: 'Features',
    default: NOTEBOOK_SELECTION,
    meaning: 'The engineered features that the detectors see, in this order.',
  },
  {
    key: 'timeFeatures',
    flag: 'time-features',
    step: 'scale',
    kind: 'switch',
    label: 'Time features',
    default: false,
    meaning:
      'Besides, what the clock tells: hour and weekday, the rhythm of the two hosts, and what the originator did in the time window. Only for traffic with start times and addresses.',
  },
  {
    key: 'timeWindow',
    flag: 'time-window',
    step: 'scale',
    kind: 'number',
    min: 0.001,
    max: 604800,
    slider: { from: 60, to: 86400 },
    resolution: 60,
    label: 'Time window',
    default: 3600,
    meaning: 'Seconds before a flow in which the time features count what its originator did.',
  },
  {
    key: 'logRatios',
    flag: 'log-ratios',
    step: 'scale',
    kind: 'switch',
    label: 'Log the heavy tails',
    default: false,
    meaning:
      'Take log1p of send_recv_ratio and bytes_per_packet, the two heavy-tailed columns that the notebook leaves raw.',
  },
  {
    key: 'scaler',
    flag: 'scaler',
    step: 'scale',
    kind: 'choice',
    choices: SCALER_KINDS,
    label: 'Scaler',
    default: 'robust',
    meaning: 'How columns are brought to one scale.',
  },
  {
    key: 'detectors',
    flag: 'detectors',
    step: 'detect',
    kind: 'list',
    choices: DETECTOR_NAMES,
    label: 'Detectors',
    default: NOTEBOOK_DETECTORS,
    meaning:
      "The detectors that run: the notebook's three, and others to compare them with or to combine.",
    onCommandLine: `Among ${DETECTOR_NAMES.join(', ')}.`,
  },
  {
    key: 'trainOn',
    flag: 'train-on',
    step: 'detect',
    kind: 'choice',
    choices: TRAIN_ON,
    private: ['time', 'file'],
    label: 'Train on',
    default: 'all',
    meaning:
      'Fit on all flows, as the notebook does, or on those labelled normal; then score all. Or fit ' +
      'scaler and detectors on a time range of this traffic, or on another file, and judge the rest.',
  },
  {
    key: 'baselineFrom',
    flag: 'baseline-from',
    step: 'detect',
    kind: 'time',
    private: true,
    label: 'Baseline from',
    default: '',
    meaning:
      'First moment of the time range to learn from: 2018-07-25T10:00:00Z, or seconds since 1970 UTC.',
  },
  {
    key: 'baselineTo',
    flag: 'baseline-to',
    step: 'detect',
    kind: 'time',
    private: true,
    label: 'Baseline to',
    default: '',
    meaning: 'End of that range; what begins at this moment or later is no part of it.',
  },
  {
    key: 'holdOut',
    flag: 'hold-out',
    step: 'detect',
    kind: 'number',
    min: 0,
    max: 0.95,
    slider: { from: 0, to: 0.95 },
    resolution: 0.05,
    sweep: { values: '0, 0.1..0.9:0.2' },
    label: 'Hold out',
    default: 0,
    meaning: 'Share of the normal flows kept out of training.',
  },
  {
    key: 'evaluateOn',
    flag: 'evaluate-on',
    step: 'detect',
    kind: 'choice',
    choices: ['all', 'held-out'],
    label: 'Evaluate on',
    default: 'all',
    meaning: 'Measure on all labelled flows, or on the attacks and the normal flows held out.',
  },
  {
    key: 'contamination',
    flag: 'contamination',
    step: 'detect',
    kind: 'number',
    min: 0,
    above: true,
    max: 0.5,
    slider: { from: 0.01, to: 0.5 },
    resolution: 0.01,
    words: ['auto'],
    sweep: { values: '0.02..0.3:0.04, auto' },
    label: 'Contamination',
    default: 0.1,
    meaning:
      'Share of the training flows that a detector shall flag, but for the SVM and for votes; auto takes its fixed threshold, or 0.1 where it has none.',
  },
  {
    key: 'randomState',
    flag: 'random-state',
    step: 'isolation-forest',
    kind: 'number',
    min: 0,
    max: 2 ** 32 - 1,
    resolution: 1,
    whole: true,
    words: ['seed'],
    sweep: { values: '0..9:1' },
    label: 'random_state',
    default: 'seed',
    meaning: "The forest's own seed; the word seed means the seed of the flows.",
  },
];

/** What concerns ensembles and studies. */
const BEHIND_DETECTORS: readonly CoreFacts[] = [
  {
    key: 'ensemble',
    flag: 'ensemble',
    step: 'ensemble',
    kind: 'choice',
    choices: COMBINATIONS,
    label: 'Combine by',
    default: 'mean-rank',
    meaning:
      'The ensemble: votes of its members, or the mean or maximum of their scores, made comparable by ranks or Gaussian scaling.',
    onCommandLine: 'This, its members, weights or threshold add it to the detectors.',
  },
  {
    key: 'ensembleMembers',
    flag: 'ensemble-members',
    step: 'ensemble',
    kind: 'list',
    choices: MEMBER_NAMES,
    label: 'Members',
    default: NOTEBOOK_DETECTORS,
    meaning: 'The detectors that the ensemble is made of; they run for it, chosen or not.',
  },
  {
    key: 'ensembleWeights',
    flag: 'ensemble-weights',
    step: 'ensemble',
    kind: 'weights',
    choices: MEMBER_NAMES,
    label: 'Weights',
    default: Object.fromEntries(MEMBER_NAMES.map((name) => [name, 1])),
    meaning:
      'What each member counts, such as isolation-forest=2,one-class-svm=0.5; 1 unless named, 0 for nothing.',
  },
  {
    key: 'seeds',
    flag: 'seeds',
    step: 'study',
    kind: 'seeds',
    label: 'Seeds',
    default: '20',
    meaning:
      'On the traffic of how many seeds, from 0 up, a study asks its question: 20; or of which: 1,2,42.',
  },
];

/** All parameters, in the order in which the lab shows them. */
export const PARAMETERS: readonly ParameterFacts[] = [
  ...BEFORE_DETECTORS,
  ...OWN_PARAMETERS,
  ...NEURAL_PARAMETERS,
  ...BEHIND_DETECTORS,
  ...CLASSIFIER_PARAMETERS,
  ...STREAM_PARAMETERS,
];
