import { encodeCategories } from '../../src/data/flow-rows.ts';
import { defaultAttackType } from '../../src/data/import/labels/labels.ts';
import type { Labels } from '../../src/pipeline/traffic/labels.ts';

/** Labels whose types are just the names of the classes. */
export function plainLabels(label: Int8Array): Labels {
  const names = Array.from(label, defaultAttackType);
  return { label, attackType: encodeCategories(names, label.length) };
}
