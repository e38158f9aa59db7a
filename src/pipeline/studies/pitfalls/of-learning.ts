import { randint } from '../../../data/distributions.ts';
import { InputError } from '../../../data/errors.ts';
import { NORMAL } from '../../../data/flow-table.ts';
import { createRandomSource } from '../../../data/random.ts';
import { everyRow } from '../../../eval/labelled.ts';
import { rocAuc } from '../../../eval/thresholds/curves.ts';
import { columnOf, type Matrix, matrix, takeMatrixRows } from '../../../features/matrix.ts';
import { selectFeatures } from '../../../features/select.ts';
import { stacked } from '../red-team/attacked-traffic.ts';
import {
  averagePrecisionOf,
  cutsAmong,
  type Ground,
  learnAndJudge,
  learntRows,
  rocAucOf,
} from './ground.ts';
import { CHOSEN_FEATURES } from './pitfalls.ts';
import type { PitfallFigures } from './plan.ts';

/** Ports of what is easily collected: DNS and the web. */
const SAMPLED_PORTS: readonly number[] = [53, 80, 443];

/** Learnt and judged on web and DNS alone; and the same detector on all normal flows. */
export function sampling(ground: Ground): PitfallFigures {
  const { features, labels, flows, parts } = ground;
  const isSampled = (row: number) =>
    labels.label[row] !== NORMAL || SAMPLED_PORTS.includes(flows.dstPort[row]);
  const learnt = learntRows(ground).filter(isSampled);
  const sampled = parts.test.filter(isSampled);
  if (!sampled.some((row) => labels.label[row] === NORMAL)) {
    throw new InputError('No normal flow of the web or of DNS is generated: give them a count.');
  }
  const { scores } = learnAndJudge(ground, takeMatrixRows(features, learnt), features);
  return {
    published: rocAucOf(cutsAmong(scores, labels.label, sampled)),
    honest: rocAucOf(cutsAmong(scores, labels.label, parts.test)),
    naive: null,
  };
}

/** Scaler and features by all flows; and by the training flows. */
export function snooping(ground: Ground): PitfallFigures {
  const { features, labels, parts } = ground;
  const learnt = learntRows(ground);
  const judgedBy = (chosenOn: Uint32Array, scaledOn: Uint32Array) => {
    const chosen = selectFeatures(features, bestFeatures(features, labels.label, chosenOn));
    const learntFrom = takeMatrixRows(chosen, learnt);
    const scaledBy = takeMatrixRows(chosen, scaledOn);
    const { scores } = learnAndJudge(ground, learntFrom, chosen, scaledBy);
    return averagePrecisionOf(cutsAmong(scores, labels.label, parts.test));
  };
  const all = everyRow(features.rows);
  return { published: judgedBy(all, all), honest: judgedBy(parts.train, learnt), naive: null };
}

/** The names of the columns that tell attacks best by themselves, either way round; in their order. */
function bestFeatures(x: Matrix, label: Int8Array, rows: Uint32Array): string[] {
  const worth = x.names.map((name, column) => {
    const area = rocAuc(cutsAmong(columnOf(x, column), label, rows)).value;
    return { name, by: Math.abs((area ?? 0.5) - 0.5) };
  });
  const best = worth.toSorted((a, b) => b.by - a.by).slice(0, CHOSEN_FEATURES);
  return x.names.filter((name) => best.some((one) => one.name === name));
}

/** Times to live of flows in the lab, and of those from its attack machines, a network further. */
const USUAL_TTL = { from: 60, to: 64 };
const ATTACKING_TTL = 57;

/** A column that tells the lab's attack machines; and the same detector where it tells nothing. */
export function shortcut(ground: Ground): PitfallFigures {
  const { features, labels, parts, parameters } = ground;
  const source = createRandomSource(`${parameters.seed}, a shortcut column`);
  const usual = Float64Array.from(labels.label, () =>
    randint(source, USUAL_TTL.from, USUAL_TTL.to + 1),
  );
  const told = usual.map((ttl, row) => (labels.label[row] === NORMAL ? ttl : ATTACKING_TTL));
  const inLab = withColumn(features, 'ttl', told);
  const inWorld = withColumn(features, 'ttl', usual);
  const rows = features.rows;
  const learnt = takeMatrixRows(inLab, learntRows(ground));
  const { scores } = learnAndJudge(ground, learnt, stacked([inLab, inWorld]));
  const figure = (of: Float64Array) => averagePrecisionOf(cutsAmong(of, labels.label, parts.test));
  return {
    published: figure(scores.subarray(0, rows)),
    honest: figure(scores.subarray(rows)),
    naive: null,
  };
}

function withColumn(x: Matrix, name: string, values: Float64Array): Matrix {
  const columns = x.columns + 1;
  const data = new Float64Array(x.rows * columns);
  for (let row = 0; row < x.rows; row++) {
    data.set(x.data.subarray(row * x.columns, (row + 1) * x.columns), row * columns);
    data[row * columns + x.columns] = values[row];
  }
  return matrix(data, [...x.names, name]);
}
