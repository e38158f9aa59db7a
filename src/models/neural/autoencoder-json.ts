import { type SavedValues, savedValues } from '../saved-values.ts';
import { AUTOENCODER, type AutoencoderParams } from './autoencoder-params.ts';
import type { DenseLayer } from './dense-network.ts';
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

/** Reads what an autoencoder's `toJSON` wrote. @throws InputError for anything else */
export function readAutoencoder(json: unknown): {
  params: AutoencoderParams;
  fitted: FittedAutoencoder;
} {
  const values = savedValues(AUTOENCODER);
  const saved = values.object(json, 'the saved detector');
  if (saved.estimator !== AUTOENCODER) {
    throw values.wrong('estimator', `"${AUTOENCODER}"`, saved.estimator);
  }
  const center = values.numbers(saved.center, 'center');
  const scale = values.numbers(saved.scale, 'scale', center.length);
  const flat = scale.find((one) => one <= 0);
  if (flat !== undefined) throw values.wrong('scale', 'numbers above 0', flat);
  const layers = readLayers(values, saved.layers, center.length, center.length);
  checkActivations(values, layers);
  const [backend, why] = values.words([saved.backend, saved.why], 'backend and why');
  if (Math.max(backend.length, why.length) > LONGEST_SENTENCE) {
    throw values.wrong('backend and why', `up to ${LONGEST_SENTENCE} characters`, why);
  }
  return {
    // The constructor checks each.
    params: values.parameters<AutoencoderParams>(saved.params, PARAMS),
    fitted: {
      reconstruction: {
        scaler: { kind: 'standard', center: [...center], scale: [...scale] },
        layers,
      },
      curves: readCurves(values, saved.curves),
      offset: values.number(saved.offset, 'offset'),
      warnings: values.words(saved.warnings, 'warnings'),
      backend,
      why,
    },
  };
}

function checkActivations(values: SavedValues, layers: readonly DenseLayer[]): void {
  const strange = layers.find(({ activation }) => activation === 'softmax');
  if (strange !== undefined) throw values.wrong('layers', 'layers without softmax', 'softmax');
}

function readCurves(values: SavedValues, json: unknown): TrainingCurves {
  const { history, bestEpoch, stoppedEarly } = values.object(json, 'curves');
  if (!Array.isArray(history) || history.length === 0 || history.length > 10_000) {
    throw values.wrong('curves.history', 'a list of epochs', history);
  }
  const best = values.number(bestEpoch, 'curves.bestEpoch');
  if (!Number.isInteger(best) || best < 1 || best > history.length) {
    throw values.wrong('curves.bestEpoch', `1 to ${history.length}`, bestEpoch);
  }
  if (typeof stoppedEarly !== 'boolean') {
    throw values.wrong('curves.stoppedEarly', 'true or false', stoppedEarly);
  }
  return {
    history: history.map((epoch: unknown, at) => {
      const losses = values.object(epoch, `curves.history[${at}]`);
      return {
        loss: values.number(losses.loss, `curves.history[${at}].loss`),
        validationLoss: values.number(
          losses.validationLoss,
          `curves.history[${at}].validationLoss`,
        ),
      };
    }),
    bestEpoch: best,
    stoppedEarly,
  };
}
