import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import { SHORTEST_DURATION } from '../../features/engineer.ts';
import { ALL_FEATURES } from '../../features/feature-table.ts';
import type { Operand } from '../../features/formula/formula.ts';
import { type FormulaNodes, nodesOf } from '../../features/formula/formula-nodes.ts';
import { FUNCTIONS } from '../../features/formula/functions.ts';
import type { Scaler } from '../../features/scale.ts';
import { HEAVY_TAILED } from '../../features/select.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { engineeredFeatures, selectedFeatures } from '../run/flow-features.ts';
import type { TrainedLab } from '../trained-lab/trained-lab.ts';
import type { GraphValue } from './graph/graph.ts';
import type { GraphWriter } from './graph/graph-writer.ts';
import type { Rounding } from './graph/steps.ts';

/** What goes into a graph, and what the detectors of a lab see before it is scaled. */
export interface FeatureNodes {
  readonly inputs: readonly GraphValue[];
  /** Rows × columns. */
  readonly features: string;
}

/** A table's columns as they come, or flows engineered: the nodes up to what is scaled. */
export function featureNodes(
  write: GraphWriter,
  { fromFlows, features }: Pick<TrainedLab, 'fromFlows' | 'features'>,
  parameters: LabParameters,
): FeatureNodes {
  const inputs = new Map<string, GraphValue>();
  const engineered = fromFlows
    ? engineeredNodes(write, parameters, inputs)
    : features.map((name) => {
        inputs.set(name, { name, type: 'double', meaning: 'A column of the table.' });
        return name;
      });
  const columns = engineered.map((value) => write.add('Reshape', value, write.integers(-1, 1)));
  const joined = write.addWith({ axis: 1 }, 'Concat', ...columns);
  return { inputs: [...inputs.values()], features: write.named(joined, 'features') };
}

/** The selected features of flows, a value per flow each. */
function engineeredNodes(
  write: GraphWriter,
  parameters: LabParameters,
  inputs: Map<string, GraphValue>,
): string[] {
  const features = engineeredFeatures(parameters);
  const done = new Map<string, string>();
  const columnOf = (name: string, from: readonly string[]) => {
    const known = done.get(name) ?? featureOf(name);
    if (known !== undefined) return known;
    if (!inputs.has(name)) inputs.set(name, inputValue(name, from));
    if (name !== 'duration') return name;
    const clipped = write.named(write.add('Max', name, SHORTEST_DURATION), 'clipped_duration');
    done.set(name, clipped);
    return clipped;
  };
  const featureOf = (name: string): string | undefined => {
    const feature = features.find((one) => one.name === name);
    if (feature === undefined) return undefined;
    const own = write.within(name);
    const from = Object.keys(feature.from?.words ?? {});
    const value = nodesOf(
      feature.formula,
      formulaNodes(own, (column) => columnOf(column, from)),
    );
    const named = write.named(String(value), name);
    done.set(name, named);
    return named;
  };
  return selectedFeatures(parameters).map((name) => {
    const value = columnOf(name, []);
    if (!parameters.logRatios || !HEAVY_TAILED.includes(name)) return value;
    return write.named(FUNCTIONS.log1p.onnx(write.add, value), `log_${name}`);
  });
}

function formulaNodes(write: GraphWriter, column: (name: string) => string): FormulaNodes {
  return {
    add: write.add,
    column,
    flag: (condition) => write.addWith({ to: 11 }, 'Cast', condition),
    among: (value, numbers) => {
      const equal = write.add(
        'Equal',
        write.add('Reshape', value, write.integers(-1, 1)),
        write.numbers(numbers, [1, numbers.length]),
      );
      const flags = write.addWith({ to: 11 }, 'Cast', equal);
      const found = write.addWith({ keepdims: 0 }, 'ReduceMax', flags, write.integers(1));
      return write.add('Greater', found, 0);
    },
    isWord: (name, word) => write.add('Equal', column(name), write.word(word)),
  };
}

/** A column of flows, or one that is computed from all flows beforehand. */
function inputValue(name: string, computed: readonly string[]): GraphValue {
  const facts = FLOW_COLUMNS.find((one) => one.name === name);
  if (facts === undefined || computed.includes(name)) {
    return { name, type: 'double', meaning: 'Computed beforehand, from the times of all flows.' };
  }
  const type = facts.kind === 'category' ? 'string' : 'double';
  const unit = facts.unit === '' ? '' : ` In ${facts.unit}.`;
  return { name, type, meaning: `${facts.meaning}${unit}` };
}

/** Each column scaled as `transform` does it: rows × columns. */
export function scaledNodes(
  write: GraphWriter,
  features: string,
  { kind, center, scale }: Scaler,
): string {
  const row = (values: readonly number[]) => write.numbers(values, [1, values.length]);
  if (kind !== 'minmax') {
    return write.add('Div', write.add('Sub', features, row(center)), row(scale));
  }
  const inverse = scale.map((range) => 1 / range);
  const shift = center.map((minimum, j) => 0 - minimum * inverse[j]);
  return write.add('Add', write.add('Mul', features, row(inverse)), row(shift));
}

/** Units in the last place by which what is computed from a logarithm may differ. */
const LAST_PLACES = 16 * Number.EPSILON;

/** How far each scaled column may be from the lab's own. */
export function roundingOfColumns(
  { fromFlows, features, scaler: { center, scale } }: TrainedLab,
  parameters: LabParameters,
): Rounding[] {
  const rounded = fromFlows
    ? selectedFeatures(parameters).map((name, j) => features[j] !== name || callsLogarithm(name))
    : features.map(() => false);
  return rounded.map((is, j) => (value) => {
    if (!is) return 0;
    return LAST_PLACES * (Math.abs(value) + (1 + Math.abs(center[j])) / scale[j]);
  });

  function callsLogarithm(operand: Operand): boolean {
    if (typeof operand === 'number') return false;
    if (typeof operand === 'string') {
      const feature = ALL_FEATURES.find(({ name }) => name === operand);
      return feature !== undefined && callsLogarithm(feature.formula);
    }
    if (operand.length === 2) {
      return operand[0].startsWith('log') || callsLogarithm(operand[1]);
    }
    if (operand[1] === 'in' || operand[1] === 'is') return false;
    return callsLogarithm(operand[0]) || callsLogarithm(operand[2]);
  }
}
