import { SHORTEST_DURATION } from '../../features/engineer.ts';
import type { ScalerKind } from '../../features/scaler-kinds.ts';
import { HEAVY_TAILED } from '../../features/select.ts';
import { parseTime } from '../baseline/baseline-time.ts';
import { MEAN_FEATURES, PATTERNS } from '../run/engineer.ts';
import { engineeredFeatures, selectedFeatures } from '../run/flow-features.ts';
import { featureBlocks, namedNumbersCode } from './formulas.ts';
import { blocks, list, literal } from './literals.ts';
import { BASELINE_FILE, type PythonRequest, type PythonSource } from './source.ts';

/** Step 2: the engineered features as columns of `x`, from the formulas that the lab shows. */
export function featuresCode({ parameters, source }: PythonRequest): string {
  if (source.from === 'table') {
    return blocks(
      `x = flows.iloc[:, :${source.named ? -2 : -1}]  # a table of numbers: taken as it is`,
      meansCode('x.columns', source),
    );
  }
  const features = engineeredFeatures(parameters);
  const [first, ...rest] = featureBlocks(features, parameters);
  return blocks(
    namedNumbersCode(features),
    [
      'x = flows.copy()',
      `x["duration"] = x["duration"].clip(lower=${SHORTEST_DURATION})`,
      first,
    ].join('\n'),
    ...rest,
    meansCode(list(MEAN_FEATURES), source),
    PATTERNS.map(({ feature, title }) => `print(x["${feature}"].sum(), "flows ${title}")`).join(
      '\n',
    ),
  );
}

function meansCode(names: string, { labels }: PythonSource): string {
  if (labels === 'none') return '';
  return [
    `described = ${names}`,
    'means = {"normal": x.loc[y == 0, described].mean(), "attack": x.loc[y == 1, described].mean()}',
    'print(pd.DataFrame(means).to_string(float_format="{:.6f}".format))',
  ].join('\n');
}

interface ScalerCode {
  readonly name: string;
  /** What it subtracts and divides by, once fitted. */
  readonly center: string;
  readonly scale: string;
}

const SCALERS: Readonly<Record<Exclude<ScalerKind, 'none'>, ScalerCode>> = {
  robust: { name: 'RobustScaler', center: 'center_', scale: 'scaler.scale_' },
  standard: { name: 'StandardScaler', center: 'mean_', scale: 'scaler.scale_' },
  minmax: { name: 'MinMaxScaler', center: 'data_min_', scale: '1 / scaler.scale_' },
};

/** Step 3: the columns that the detectors see, scaled: `X`. */
export function scaleCode({ parameters, source }: PythonRequest): string {
  const scaler = parameters.scaler === 'none' ? null : SCALERS[parameters.scaler];
  return blocks(
    scaler === null ? '' : `from sklearn.preprocessing import ${scaler.name}`,
    source.from === 'table' ? 'selected = x' : selectionCode(parameters),
    learntCode(parameters, source),
    scaler === null ? unscaledLines(parameters) : scalerLines(scaler, parameters),
    'print(f"{X.shape[0]} flows, {X.shape[1]} features")',
  );
}

function selectionCode(parameters: PythonRequest['parameters']): string {
  return [
    list(selectedFeatures(parameters), 'FEATURES = '),
    'selected = x[FEATURES].copy()',
    ...loggedLines('selected', parameters),
  ].join('\n');
}

function loggedLines(frame: string, { features, logRatios }: PythonRequest['parameters']) {
  const logged = logRatios ? features.filter((name) => HEAVY_TAILED.includes(name)) : [];
  if (logged.length === 0) return [];
  const names = logged.map((name) => `"${name}": "log_${name}"`).join(', ');
  return [
    ...logged.map((name) => `${frame}["${name}"] = np.log1p(${frame}["${name}"])`),
    `${frame} = ${frame}.rename(columns={${names}})`,
  ];
}

/** What is learnt from where that is a baseline of its own: a mask of rows, or other features. */
function learntCode(parameters: PythonRequest['parameters'], { from }: PythonSource): string {
  const { trainOn, baselineFrom, baselineTo } = parameters;
  if (trainOn === 'time') {
    const ends = [
      ...(baselineFrom === '' ? [] : [`(start >= ${parseTime(baselineFrom)})`]),
      ...(baselineTo === '' ? [] : [`(start < ${parseTime(baselineTo)})`]),
    ];
    return [
      '# The scaler and the detectors learn from a time range; the other flows are judged.',
      'start = flows["start_time"].to_numpy()  # seconds since 1970 UTC',
      `learnt = ${ends.join(' & ')}`,
    ].join('\n');
  }
  if (trainOn !== 'file') return '';
  return [
    '# The scaler and the detectors learn from another file, whose features the lab exported.',
    `baseline = pd.read_csv(${literal(BASELINE_FILE)}, float_precision="round_trip")`,
    ...(from === 'table'
      ? ['baseline = baseline[x.columns]']
      : ['baseline = baseline[FEATURES].copy()', ...loggedLines('baseline', parameters)]),
  ].join('\n');
}

function unscaledLines({ trainOn }: PythonRequest['parameters']): string {
  return [
    'X = selected.to_numpy(dtype=float)',
    ...(trainOn === 'time' ? ['X_learnt = X[learnt]'] : []),
    ...(trainOn === 'file' ? ['X_learnt = baseline.to_numpy(dtype=float)'] : []),
  ].join('\n');
}

/** How the scaler is fitted and used, by what is learnt from. */
function fittingLines({ trainOn }: PythonRequest['parameters']): string[] {
  switch (trainOn) {
    case 'time':
      return [
        'scaler.fit(selected[learnt].to_numpy(dtype=float))',
        'X = scaler.transform(selected.to_numpy(dtype=float))',
        'X_learnt = X[learnt]',
      ];
    case 'file':
      return [
        'X_learnt = scaler.fit_transform(baseline.to_numpy(dtype=float))',
        'X = scaler.transform(selected.to_numpy(dtype=float))',
      ];
    default:
      return ['X = scaler.fit_transform(selected.to_numpy(dtype=float))'];
  }
}

function scalerLines(
  { name, center, scale }: ScalerCode,
  parameters: PythonRequest['parameters'],
): string {
  return [
    `scaler = ${name}()`,
    ...fittingLines(parameters),
    `fitted = pd.DataFrame({"center": scaler.${center}, "scale": ${scale}}, index=selected.columns)`,
    'print(fitted.to_string(float_format="{:.6f}".format))',
  ].join('\n');
}
