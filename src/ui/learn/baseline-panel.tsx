import { useId } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { FoldedPart } from '../cells/folded-part.tsx';
import { sourceName } from '../generate/source-name.ts';
import { FileButton } from '../kit/file-button.tsx';
import { notebook } from '../lab.ts';
import { BaselineDrift } from './baseline-drift.tsx';
import { BaselineRange } from './baseline-range.tsx';
import {
  baselineProblem,
  baselineReading,
  cancelBaseline,
  learnFrom,
  normalFlows,
  openBaseline,
  span,
} from './baseline-state.ts';
import { LabInForce, TrainedLabPanel } from './trained-lab-panel.tsx';

/** What the detectors take for normal: chosen, warned of, compared, saved. */
export function BaselinePanel() {
  const { trainOn } = notebook.parameters.value;
  return (
    <FoldedPart id="what-is-normal">
      <div class="prose">
        <p>
          A detector raises alerts on what is unlike its training data. Attacks in the training data
          make it miss attacks of that kind. Training data of another network makes it raise alerts
          on yours.
        </p>
      </div>
      {notebook.lab.value === null ? (
        <>
          <Choices trainOn={trainOn} />
          {trainOn === 'time' && <BaselineRange />}
        </>
      ) : (
        <LabInForce loaded={notebook.lab.value} />
      )}
      <BaselineDrift />
      <TrainedLabPanel />
    </FoldedPart>
  );
}

interface Choice {
  readonly value: LabParameters['trainOn'];
  readonly title: string;
  readonly meaning: string;
  /** Why it cannot be chosen now, if it cannot. */
  readonly lacks: () => string | null;
}

const CHOICES: readonly Choice[] = [
  {
    value: 'all',
    title: 'everything',
    meaning: 'Attacks with many flows then look normal.',
    lacks: () => null,
  },
  {
    value: 'normal',
    title: 'flows labelled normal',
    meaning: 'Needs labels. The scaler still sees every flow.',
    lacks: () => (normalFlows.value === 0 ? 'No flow here is labelled normal.' : null),
  },
  {
    value: 'time',
    title: 'a time range',
    meaning: 'A time that you trust. The rest is judged.',
    lacks: () => (span.value === null ? 'These flows do not tell when they began.' : null),
  },
  {
    value: 'file',
    title: 'another file',
    meaning: 'Traffic of the same network without attacks. All of this traffic is judged.',
    lacks: () => (notebook.baseline.value === null ? 'Open it first.' : null),
  },
];

function Choices({ trainOn }: { readonly trainOn: LabParameters['trainOn'] }) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend>Learn from</legend>
      {CHOICES.map(({ value, title, meaning, lacks }) => {
        const reason = lacks();
        const chosen = trainOn === value;
        return (
          <div key={value} class="choice">
            <label>
              <input
                type="radio"
                name={name}
                value={value}
                checked={chosen}
                disabled={reason !== null && !chosen}
                aria-describedby={`${name}-${value}`}
                onChange={() => learnFrom(value)}
              />{' '}
              {title}
            </label>
            <p id={`${name}-${value}`} class="meaning">
              {meaning} {reason}
            </p>
            {value === 'file' && <BaselineFile />}
          </div>
        );
      })}
    </fieldset>
  );
}

/** The other file: opened, told of, closed. */
function BaselineFile() {
  const baseline = notebook.baseline.value;
  const done = baselineReading.value;
  return (
    <>
      {baseline !== null && (
        <p>
          <strong>{sourceName(baseline)}</strong>:{' '}
          {formatCount(baseline.reading.traffic.summary.total)} flows (
          {baseline.reading.traffic.format}).
        </p>
      )}
      <div class="actions">
        <FileButton multiple onFiles={openBaseline}>
          Open {baseline === null ? 'a' : 'another'} baseline
        </FileButton>
        {baseline !== null && (
          <button type="button" onClick={() => notebook.closeBaseline()}>
            Close the baseline
          </button>
        )}
        {done !== null && (
          <>
            <progress max={1} value={done} aria-label="Reading the baseline" />
            <button type="button" onClick={cancelBaseline}>
              Cancel <span class="hidden">reading the baseline</span>
            </button>
          </>
        )}
      </div>
      {baselineProblem.value !== null && (
        <p class="problem" role="alert">
          {baselineProblem.value} Nothing was changed.
        </p>
      )}
    </>
  );
}
