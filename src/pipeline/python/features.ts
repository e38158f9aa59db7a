import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import { FEATURES, type Feature, SHORTEST_DURATION } from '../../features/engineer.ts';
import { SUSPICIOUS_PORTS, WELL_KNOWN_PORTS } from '../../features/ports.ts';
import type { ScalerKind } from '../../features/scale.ts';
import { HEAVY_TAILED } from '../../features/select.ts';
import { MEAN_FEATURES, PATTERNS } from '../engineer.ts';
import { blocks, list } from './literals.ts';
import type { PythonRequest, PythonSource } from './source.ts';

/** Step 2: the engineered features as columns of `x`, from the formulas that the lab shows. */
export function featuresCode({ source }: PythonRequest): string {
  if (source.from === 'table') {
    return blocks(
      'x = flows.iloc[:, :-1]  # a table of numbers: taken as it is',
      meansCode('x.columns', source),
    );
  }
  return blocks(
    [
      list(WELL_KNOWN_PORTS, 'WELL_KNOWN_PORTS = '),
      list(SUSPICIOUS_PORTS, 'SUSPICIOUS_PORTS = '),
    ].join('\n'),
    [
      'x = flows.copy()',
      `x["duration"] = x["duration"].clip(lower=${SHORTEST_DURATION})`,
      ...FEATURES.map(featureLine),
    ].join('\n'),
    meansCode(list(MEAN_FEATURES), source),
    PATTERNS.map(({ feature, title }) => `print(x["${feature}"].sum(), "flows ${title}")`).join(
      '\n',
    ),
  );
}

const COLUMN_NAMES: readonly string[] = [
  ...FLOW_COLUMNS.map(({ name }) => name),
  ...FEATURES.map(({ name }) => name),
];

function featureLine({ name, formula, unit }: Feature): string {
  const [, column, ports] = /^(\w+) in (\w+)$/.exec(formula) ?? [];
  const pandas =
    column === undefined
      ? formula.replace(/\b[a-z]\w*\b(?!")/g, columnOrFunction)
      : `x["${column}"].isin(${ports})`;
  if (unit !== '0/1') return `x["${name}"] = ${pandas}`;
  return `x["${name}"] = ${column === undefined ? `(${pandas})` : pandas}.astype(int)`;
}

function columnOrFunction(word: string): string {
  return COLUMN_NAMES.includes(word) ? `x["${word}"]` : `np.${word}`;
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
    scaler === null ? 'X = selected.to_numpy(dtype=float)' : scalerLines(scaler),
    'print(f"{X.shape[0]} flows, {X.shape[1]} features")',
  );
}

function selectionCode({ features, logRatios }: PythonRequest['parameters']): string {
  const logged = logRatios ? features.filter((name) => HEAVY_TAILED.includes(name)) : [];
  return [
    list(features, 'FEATURES = '),
    'selected = x[FEATURES].copy()',
    ...logged.map((name) => `selected["${name}"] = np.log1p(selected["${name}"])`),
    ...(logged.length === 0
      ? []
      : [
          `selected = selected.rename(columns={${logged.map((name) => `"${name}": "log_${name}"`).join(', ')}})`,
        ]),
  ].join('\n');
}

function scalerLines({ name, center, scale }: ScalerCode): string {
  return [
    `scaler = ${name}()`,
    'X = scaler.fit_transform(selected.to_numpy(dtype=float))',
    `fitted = pd.DataFrame({"center": scaler.${center}, "scale": ${scale}}, index=selected.columns)`,
    'print(fitted.to_string(float_format="{:.6f}".format))',
  ].join('\n');
}
