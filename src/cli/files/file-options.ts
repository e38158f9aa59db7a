import { TRAFFIC_FORMATS } from '../../data/import/recognise.ts';
import { FLOWS_FILE } from '../../pipeline/python/source.ts';
import { ALERT_OPTIONS } from '../alert-options.ts';
import { LEARNING_OPTIONS } from '../learning-options.ts';
import { LESSON_OPTIONS } from '../lessons/lesson-options.ts';
import { STUDY_OPTIONS } from '../studies/ask-studies.ts';
import { MAPPING_OPTIONS } from './mapping-options.ts';

/** Options that are no parameter of the lab: where traffic comes from and where results go. */
export const FILE_OPTIONS = [
  {
    flag: 'input',
    value: 'FILE',
    meaning:
      'Read traffic from a log, a capture or a table (- for standard input), gzipped or not. Several files are one data set.',
  },
  {
    flag: 'format',
    value: 'NAME',
    meaning: `What the input is: ${TRAFFIC_FORMATS.join(', ')} (auto: by its content).`,
  },
  { flag: 'json', value: '', meaning: 'The report as JSON on standard output instead of text.' },
  {
    flag: 'flows',
    value: 'FILE',
    meaning: 'Write the flows as generated or read, before any clipping (CSV).',
  },
  { flag: 'engineered', value: 'FILE', meaning: 'Write the engineered features (CSV).' },
  { flag: 'scaled', value: 'FILE', meaning: 'Write the matrix that the detectors see (CSV).' },
  {
    flag: 'scores',
    value: 'FILE',
    meaning:
      "Write each flow with every detector's score, decision and prediction (CSV, or .parquet).",
  },
  {
    flag: 'explain',
    value: 'ROW',
    meaning: 'Explain one flow by its row number: scores, reasons and features.',
  },
  {
    flag: 'notebook',
    value: 'FILE',
    meaning: `Write this lab as a Jupyter notebook. If it reads the flows, add --flows ${FLOWS_FILE}.`,
  },
  { flag: 'python', value: 'FILE', meaning: 'Write this lab as a Python script.' },
  ...STUDY_OPTIONS,
  ...LEARNING_OPTIONS,
  ...MAPPING_OPTIONS,
  ...ALERT_OPTIONS,
  ...LESSON_OPTIONS,
  { flag: 'help', value: '', meaning: 'Show this.' },
] as const;
