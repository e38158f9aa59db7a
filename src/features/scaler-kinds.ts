export const SCALER_KINDS = ['robust', 'standard', 'minmax', 'none'] as const;
export type ScalerKind = (typeof SCALER_KINDS)[number];

/** What scikit-learn's scaler of the same name subtracts and divides by. */
export const SCALER_MEANINGS: Readonly<Record<ScalerKind, string>> = {
  robust: 'median, and the range of the middle half (RobustScaler)',
  standard: 'mean, and standard deviation (StandardScaler)',
  minmax: 'minimum, and the range (MinMaxScaler)',
  none: 'nothing: the columns stay as they are',
};
