import { formatCount } from '../../charts/format.ts';
import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import type { Step } from '../../pipeline/plan/plan-step.ts';
import { type Status, statusOf } from '../kit/status.ts';
import { chosenDetectors, notebook } from '../lab.ts';

/** Of several cells, the state that most wants attention. */
const ATTENTION: readonly Status[] = [
  'running',
  'queued',
  'failed',
  'cancelled',
  'stale',
  'fresh',
  'done',
];

/** How a step stands, by the cells that run without being asked for one by one. */
export function stateOf(step: Step): Status {
  const routine = notebook.routine.value.map(({ id }) => id);
  const cells = notebook.shown.value.filter((cell) => cell.step === step);
  // What goes further is done once each of it has been asked for.
  const isCounted = ({ id }: (typeof cells)[number]) =>
    step === 'beyond' || routine.includes(id) || statusOf(id) !== 'fresh';
  const counted = cells.filter(isCounted);
  const states = (counted.length > 0 ? counted : cells).map(({ id }) => statusOf(id));
  return ATTENTION.find((state) => states.includes(state)) ?? 'fresh';
}

/** The shape of the data as it leaves a step; empty before it has run. */
export function shapeAfter(step: Step): string {
  switch (step) {
    case 'generate': {
      const traffic = notebook.cell('generate').result.value?.value;
      if (traffic === undefined) return '';
      const required = FLOW_COLUMNS.filter(({ optional }) => !optional).length;
      return `${formatCount(traffic.summary.total)} × ${traffic.table?.columns ?? required}`;
    }
    case 'engineer': {
      const features = notebook.cell('engineer').result.value?.value.features;
      return features === undefined ? '' : `${features.columns} features`;
    }
    case 'scale': {
      const matrix = notebook.cell('scale').result.value?.value.matrix;
      return matrix === undefined ? '' : `${formatCount(matrix.rows)} × ${matrix.columns}`;
    }
    case 'detect': {
      const done = chosenDetectors.value.filter(({ name }) => notebook.isCurrent(name)).length;
      return done === 0 ? '' : `${done} ${done === 1 ? 'score' : 'scores'}`;
    }
    case 'evaluate': {
      const count = chosenDetectors.value.length;
      return `${count} ${count === 1 ? 'detector' : 'detectors'}`;
    }
    case 'beyond':
      return `${notebook.shown.value.filter((cell) => cell.step === step).length} studies`;
  }
}
