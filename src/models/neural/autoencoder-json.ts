import type { Field } from '../../data/json-fields.ts';
import { savedFields, savedNumbers, savedParameters, savedWarnings } from '../saved-detector.ts';
import { AUTOENCODER, type AutoencoderParams } from './autoencoder-params.ts';
import { readLayers } from './layers-json.ts';
import type { Reconstruction } from './reconstruction.ts';
import type { TrainedNetwork } from './train.ts';
import { USUAL_AUTOENCODER } from './usual-autoencoder.ts';

/** How the training of a network went. */
export type TrainingCurves = Pick<TrainedNetwork, 'history' | 'bestEpoch' | 'stoppedEarly'>;

/** What `fit` learns. */
export interface FittedAutoencoder {
  readonly reconstruction: Reconstruction;
  readonly curves: TrainingCurves;
  readonly offset: number;
  readonly warnings: readonly string[];
  /** What trained it, and why that. */
  readonly backend: string;
  readonly why: string;
}

const PARAMS = Object.keys(USUAL_AUTOENCODER) as (keyof AutoencoderParams)[];

/** Characters: they are shown as they are. */
const LONGEST_SENTENCE = 1000;
const MOST_EPOCHS = 10_000;

/** Reads what an autoencoder's `toJSON` wrote. @throws InputError for anything else */
export function readAutoencoder(json: unknown): {
  params: AutoencoderParams;
  fitted: FittedAutoencoder;
} {
  const saved = savedFields(json, AUTOENCODER);
  const center = savedNumbers(saved.at('center'));
  const scale = saved
    .at('scale')
    .numbers(center.length, center.length, 'numbers above 0', (one) => one > 0);
  const layers = readLayers(saved.at('layers'), center.length, center.length);
  if (layers.some(({ activation }) => activation === 'softmax')) {
    throw saved.at('layers').expected('layers without softmax');
  }
  return {
    // The constructor checks each.
    params: savedParameters<AutoencoderParams>(saved.at('params'), PARAMS),
    fitted: {
      reconstruction: { scaler: { kind: 'standard', center: [...center], scale }, layers },
      curves: readCurves(saved.at('curves')),
      offset: saved.at('offset').number(),
      warnings: savedWarnings(saved),
      backend: saved.at('backend').word(LONGEST_SENTENCE),
      why: saved.at('why').word(LONGEST_SENTENCE),
    },
  };
}

function readCurves(field: Field): TrainingCurves {
  const history = field.at('history').list('epochs', 1, MOST_EPOCHS);
  const bestEpoch = field.at('bestEpoch').count();
  if (bestEpoch < 1 || bestEpoch > history.length) {
    throw field.at('bestEpoch').expected(`1 to ${history.length}`);
  }
  return {
    history: history.map((losses) => ({
      loss: losses.at('loss').number(),
      validationLoss: losses.at('validationLoss').number(),
    })),
    bestEpoch,
    stoppedEarly: field.at('stoppedEarly').flag(),
  };
}
