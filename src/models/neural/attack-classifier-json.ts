import { SCALER_KINDS } from '../../features/scaler-kinds.ts';
import { savedValues } from '../saved-values.ts';
import type { AttackClassifier } from './attack-classifier.ts';
import { readLayers, writeLayers } from './layers-json.ts';

const ESTIMATOR = 'AttackClassifier';

/** Names of classes at most, and characters in one. */
const MOST_CLASSES = 1000;
const LONGEST_NAME = 200;

/** A classifier as plain JSON values. */
export function classifierJson({ classes, scaler, layers }: AttackClassifier): object {
  return { estimator: ESTIMATOR, classes, scaler, layers: writeLayers(layers) };
}

/** The classifier that `classifierJson` wrote. @throws InputError for anything else */
export function readClassifier(json: unknown): AttackClassifier {
  const values = savedValues(ESTIMATOR);
  const saved = values.object(json, 'the saved classifier');
  if (saved.estimator !== ESTIMATOR) {
    throw values.wrong('estimator', `"${ESTIMATOR}"`, saved.estimator);
  }
  const classes = values.words(saved.classes, 'classes');
  const fit = classes.length >= 2 && classes.length <= MOST_CLASSES;
  const long = classes.some((name) => name.length > LONGEST_NAME);
  if (!fit || long || new Set(classes).size < classes.length) {
    const expected = `2 to ${MOST_CLASSES} different names of up to ${LONGEST_NAME} characters`;
    throw values.wrong('classes', expected, classes);
  }
  const { kind, center, scale } = values.object(saved.scaler, 'scaler');
  const known = SCALER_KINDS.find((one) => one === kind);
  if (known === undefined) throw values.wrong('scaler.kind', SCALER_KINDS.join(' or '), kind);
  const centers = values.numbers(center, 'scaler.center');
  if (centers.length === 0) throw values.wrong('scaler.center', 'at least 1 number', center);
  const scales = values.numbers(scale, 'scaler.scale', centers.length);
  const flat = scales.find((one) => one <= 0);
  if (flat !== undefined) throw values.wrong('scaler.scale', 'numbers above 0', flat);
  const layers = readLayers(values, saved.layers, centers.length, classes.length);
  const ends = layers.map(({ activation }) => activation === 'softmax');
  if (ends.indexOf(true) !== layers.length - 1) {
    throw values.wrong('layers', 'layers of which the last is softmax, and no other', saved.layers);
  }
  return { classes, scaler: { kind: known, center: [...centers], scale: [...scales] }, layers };
}
