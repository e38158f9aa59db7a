import { SCALER_KINDS } from '../../features/scaler-kinds.ts';
import { savedFields, savedNumbers } from '../saved-detector.ts';
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
  const saved = savedFields(json, ESTIMATOR);
  const classes = saved.at('classes').words(2, MOST_CLASSES, LONGEST_NAME);
  if (new Set(classes).size < classes.length) {
    throw saved.at('classes').expected('names of which no two are alike');
  }
  const scaler = saved.at('scaler');
  const center = savedNumbers(scaler.at('center'));
  const layers = readLayers(saved.at('layers'), center.length, classes.length);
  const ends = layers.map(({ activation }) => activation === 'softmax');
  if (ends.indexOf(true) !== layers.length - 1) {
    throw saved.at('layers').expected('layers of which the last is softmax, and no other');
  }
  return {
    classes,
    scaler: {
      kind: scaler.at('kind').oneOf(SCALER_KINDS),
      center: [...center],
      scale: scaler
        .at('scale')
        .numbers(center.length, center.length, 'numbers above 0', (one) => one > 0),
    },
    layers,
  };
}
