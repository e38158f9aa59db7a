import { formatCount } from '../../charts/format.ts';
import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import type { Step } from '../../notebook/cell-definition.ts';
import { STATUS_SIGNS, type Status, statusOf } from '../kit/status.ts';
import { chosenDetectors, notebook } from '../lab.ts';

export const STEPS: readonly { readonly step: Step; readonly title: string }[] = [
  { step: 'generate', title: 'Generate' },
  { step: 'engineer', title: 'Engineer' },
  { step: 'scale', title: 'Scale' },
  { step: 'detect', title: 'Detect' },
  { step: 'evaluate', title: 'Evaluate' },
  { step: 'beyond', title: 'Beyond the notebook' },
];

/** The steps as a spine: the state of each, and the shape of the data as it flows through. */
export function Rail() {
  return (
    <nav class="rail" aria-label="Steps">
      <ol>
        {STEPS.map(({ step, title }) => {
          const { sign, word } = STATUS_SIGNS[stateOf(step)];
          return (
            <li key={step}>
              <a href={`#${step}-step`}>
                <span aria-hidden="true">{sign}</span> {title}
                <span class="hidden">, {word}</span>
              </a>
              <span class="shape">{shapeAfter(step)}</span>
            </li>
          );
        })}
        <li>
          <a href="#summary">Summary</a>
        </li>
        <li>
          <a href="#export">Take it with you</a>
        </li>
        <li>
          <a href="#glossary">Glossary</a>
        </li>
      </ol>
    </nav>
  );
}

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

function stateOf(step: Step): Status {
  const states = notebook.shown.value
    .filter((cell) => cell.step === step)
    .map(({ id }) => statusOf(id));
  return ATTENTION.find((state) => states.includes(state)) ?? 'fresh';
}

function shapeAfter(step: Step): string {
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
    case 'evaluate':
    case 'beyond':
      return '';
  }
}
