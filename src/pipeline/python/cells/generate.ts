import type { Draw } from '../../../data/draws.ts';
import { FLOW_COLUMNS } from '../../../data/flow-columns.ts';
import { integerSeed } from '../../../data/integer-seed.ts';
import { PROFILES, type TrafficProfile } from '../../../data/profiles.ts';
import type { LabParameters } from '../../parameters/lab-parameters.ts';
import type { CellPython } from '../cell-python.ts';
import { trafficChart } from '../charts.ts';
import { blocks, call, list, literal } from '../literals.ts';
import { FLOWS_FILE, type PythonRequest, type PythonSource } from '../source.ts';

export const python: CellPython = {
  code: trafficCode,
  inDocument: { place: 1, words: trafficWords, chart: trafficChart },
};

/** Step 1: the flows drawn, or read from the exported file, and counted. */
function trafficCode({ parameters, source }: PythonRequest): string {
  if (source.from !== 'draws') return blocks(readCode(source), countCode(source));
  return blocks(drawCode(parameters), 'y = flows["label"].to_numpy()', countCode(source));
}

function drawCode({ seed, counts }: LabParameters): string {
  const drawn = PROFILES.map((profile) => ({
    profile,
    size: counts[profile.name] ?? profile.count,
  })).filter(({ size }) => size > 0);
  const names = drawn.map(({ profile }) => profile.name);
  const number = integerSeed(seed);
  return blocks(
    'import numpy as np\nimport pandas as pd',
    `# Flows are drawn profile by profile and column by column, in this order.\nrng = np.random.RandomState(${number})`,
    ...drawn.map(({ profile, size }) => profileCode(profile, size)),
    `${list(names, 'flows = pd.concat(').replaceAll('"', '')}, ignore_index=True)`,
    `flows = flows.sample(frac=1, random_state=${number}).reset_index(drop=True)`,
  );
}

function profileCode({ name, title, columns, technique }: TrafficProfile, size: number): string {
  const drawn = FLOW_COLUMNS.flatMap((column) => {
    const draw = (columns as Readonly<Record<string, Draw<number | string> | undefined>>)[
      column.key
    ];
    return draw === undefined ? [] : [`    "${column.name}": ${drawExpression(draw)},`];
  });
  const attack = technique !== undefined;
  return [
    `# ${title}`,
    `n = ${size}`,
    `${name} = pd.DataFrame({`,
    ...drawn,
    `    "attack_type": ${literal(attack ? name : 'normal')},`,
    `    "label": ${Number(attack)},`,
    '})',
  ].join('\n');
}

function drawExpression(draw: Draw<number | string>): string {
  switch (draw.kind) {
    case 'constant':
      return literal(draw.value);
    case 'choice': {
      const weights = draw.probabilities === undefined ? '' : `, p=${list(draw.probabilities)}`;
      return `rng.choice(${list(draw.values)}, n${weights})`;
    }
    case 'normal':
      return `rng.normal(${draw.loc}, ${draw.scale}, n)${clipped(draw.min, draw.max)}`;
    default: {
      const { kind, ...given } = draw;
      return `rng.${kind}(${[...Object.values(given), 'n'].join(', ')})`;
    }
  }
}

function clipped(min: number, max: number): string {
  const bounds = [
    ...(min === -Infinity ? [] : [`min=${min}`]),
    ...(max === Infinity ? [] : [`max=${max}`]),
  ];
  return bounds.length === 0 ? '' : `.clip(${bounds.join(', ')})`;
}

/** Only the label may be empty; "NA" and the like are words, and every digit counts. */
function readCode({ from, labels }: PythonSource): string {
  const read = call(
    'pd.read_csv',
    [
      literal(FLOWS_FILE),
      'float_precision="round_trip"',
      'keep_default_na=False',
      'na_values={"label": [""]}',
    ],
    'flows = ',
  );
  const label = from === 'table' ? 'flows.iloc[:, -1]' : 'flows["label"]';
  const y =
    labels === 'all'
      ? `y = ${label}.to_numpy()`
      : `y = ${label}.fillna(-1).astype(int).to_numpy()  # -1: not labelled`;
  return blocks(
    'import numpy as np\nimport pandas as pd',
    `# NumPy cannot draw these flows: they are read from the file that the lab exported.\n${read}`,
    y,
  );
}

function countCode({ from, labels }: PythonSource): string {
  const counts =
    labels === 'none'
      ? 'print(f"{len(flows)} flows without labels")'
      : `print(f"{len(flows)} flows, {(y == 0).sum()} normal, {(y == 1).sum()} attacks")`;
  if (from === 'table') return counts;
  const attacks =
    labels === 'none' ? '' : '\nprint(flows.loc[y == 1, "attack_type"].value_counts().to_string())';
  const ports = [
    'ports = flows.loc[y != 1, "dst_port"].value_counts().sort_index()',
    'print(ports.sort_values(ascending=False, kind="stable").head(8).to_string())',
  ].join('\n');
  return blocks(counts + attacks, ports);
}

function trafficWords({ source }: PythonRequest): string {
  const how = {
    draws: 'Each profile is a recipe for one kind of traffic; then the rows are shuffled.',
    flows: 'One row per conversation between two hosts.',
    table: 'A table of numbers, one row per observation.',
  };
  return `## 1 Flows\n\n${how[source.from]}`;
}
