import type { FlowField } from '../flows/flow-fields.ts';

/** What people call a column that says whether a flow is an attack. */
const LABEL_NAMES = 'label attack_label attack-label is_attack attack';
/** What they call it where no format gives that name another meaning. */
const OTHER_NAMES =
  'labels class malicious is_malicious anomaly is_anomaly outlier is_outlier benign is_benign ' +
  'normal is_normal';
const ATTACK_NAMES =
  'detailed-label detailed_label detailedlabel attack_type attack-type attack_cat attack_category';

/**
 * Columns that people add to what a format of flows has: what each flow really is. The header's own
 * spelling must be known, as a yes may mean normal.
 */
export const ANSWER_FIELDS: readonly FlowField[] = [
  answerField('label', `${LABEL_NAMES} ${OTHER_NAMES}`),
  answerField('attackType', ATTACK_NAMES),
];

/** The same of logs whose rows name their values, case and all. */
export const ANSWER_VALUES: readonly FlowField[] = [
  answerField('label', `${LABEL_NAMES} Label`),
  answerField('attackType', ATTACK_NAMES),
];

function answerField(key: FlowField['key'], names: string): FlowField {
  const spellings = names
    .split(' ')
    .flatMap((name) => (name.includes('_') ? [name, name.replace('_', ' ')] : [name]));
  return { key, names: spellings, whenUnset: 'empty', optional: true };
}
