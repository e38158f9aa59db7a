import { ATTACK, NORMAL, UNLABELLED } from '../../../src/data/flow-table.ts';

/** Words of labels that mean the same in every file, whatever stands beside them. */
export const VOCABULARY: readonly (readonly [meaning: string, label: number, words: string[]])[] = [
  [
    'normal',
    NORMAL,
    [
      ...['benign', 'normal', 'good', 'legit', 'legitimate', 'clean', 'inlier', 'ok', 'none'],
      ...['false', 'False', 'FALSE', 'f', 'F', 'no', 'No', 'n', 'N', 'okay', 'fine', 'safe'],
      ...['BENIGN', 'Benign', 'Normal', 'normal.', ' Normal ', 'BenignTraffic', 'benign traffic'],
      ...['Benign_Traffic', 'BENIGN - Attempted', 'flow=From-Normal-V42-Stribrek', 'Legit-Web'],
      ...['non-malicious', 'Not malicious', 'no attack', 'nonattack', "'normal'", 'negative'],
    ],
  ],
  [
    'attack',
    ATTACK,
    [
      ...['attack', 'Malicious', 'malicious', 'anomaly', 'Anomalous', 'outlier', 'Abnormal', 'bad'],
      ...['true', 'True', 'TRUE', 't', 'T', 'yes', 'Yes', 'y', 'Y', 'positive', 'malware'],
      ...['DDoS', 'DDoS-RSTFINFlood', 'Web Attack - Brute Force - Attempted', 'smurf.', 'neptune'],
      ...['flow=From-Botnet-V42-TCP-CC', 'Recon-PortScan', 'PartOfAHorizontalPortScan', 'backdoor'],
      ...[
        'non-benign',
        'not normal',
        'abnormal',
        'anormal',
        'illegitimate',
        'not benign',
        'unsafe',
      ],
    ],
  ],
  [
    'unlabelled',
    UNLABELLED,
    [
      ...['', '-', '?', '--', '---', 'nan', 'NaN', 'null', 'N/A', '(empty)', '.'],
      ...['background', 'Background', 'unknown', 'Unknown', 'UNKNOWN', 'unlabelled', 'Unlabeled'],
      ...['No Label', 'no_label', 'NeedManualLabel', 'CIC', 'unclassified', 'not labelled'],
      ...['flow=Background', 'flow=Background-UDP-Established', 'flow=From-Background-CVUT'],
      ...['flow=To-Botnet-V42-UDP', 'flow=To-Background-UDP-CVUT-DNS-Server', 'flow=To-Normal-V42'],
    ],
  ],
];
