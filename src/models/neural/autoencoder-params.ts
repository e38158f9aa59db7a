import { checkParameter } from '../detector.ts';

/** The estimator's name in messages. */
export const AUTOENCODER = 'Autoencoder';

export interface AutoencoderParams {
  /** Units of the layers before and behind the bottleneck, 1 to 1024. */
  readonly hiddenUnits: number;
  /** Units that a row is squeezed through, 1 to 1024. */
  readonly bottleneck: number;
  /** Passes over the rows, at most; 1 to 10000. */
  readonly epochs: number;
  /** Adam's; above 0 and up to 1. */
  readonly learningRate: number;
  /** Rows to a step, 1 to 65536. */
  readonly batchSize: number;
  /** Epochs without a better validation loss after which training stops; 1 to 10000. */
  readonly patience: number;
  /** Share of outliers in training, above 0 and up to 0.5, or 'auto' for the fence of the errors. */
  readonly contamination: 'auto' | number;
  /** Seeds the first weights, the rows kept apart and the order of the rows; 0 … 2³²−1. */
  readonly randomState: number;
}

/** @throws InputError for one that is out of range */
export function checkAutoencoderParams(params: AutoencoderParams): void {
  const whole = (name: keyof AutoencoderParams, from: number, to: number) => {
    const value = params[name];
    const ok = Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
    checkParameter(AUTOENCODER, name, value, ok, `a whole number from ${from} to ${to}`);
  };
  whole('hiddenUnits', 1, 1024);
  whole('bottleneck', 1, 1024);
  whole('epochs', 1, 10_000);
  whole('batchSize', 1, 65_536);
  whole('patience', 1, 10_000);
  whole('randomState', 0, 2 ** 32 - 1);
  share('learningRate', params.learningRate, 1);
  const { contamination } = params;
  if (contamination !== 'auto') share('contamination', contamination, 0.5, "'auto' or ");
}

function share(name: string, value: number, most: number, besides = ''): void {
  const ok = Number.isFinite(value) && value > 0 && value <= most;
  checkParameter(AUTOENCODER, name, value, ok, `${besides}a number above 0 and up to ${most}`);
}
