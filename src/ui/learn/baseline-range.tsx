import { useId } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import { InputError } from '../../data/errors.ts';
import { momentText } from '../../pipeline/baseline/baseline-time.ts';
import { PARAMETERS } from '../../pipeline/parameters/parameter-facts.ts';
import type { ParameterFacts } from '../../pipeline/parameters/parameter-types.ts';
import { parseParameter } from '../../pipeline/parameters/parameters.ts';
import { useDraft } from '../kit/draft.ts';
import { notebook } from '../lab.ts';
import { rangeCount, span } from './baseline-state.ts';

const ENDS = ['baselineFrom', 'baselineTo'] as const;

/** The time range to learn from: both ends typed, and how many flows begin in it. */
export function BaselineRange() {
  const runs = span.value;
  const count = rangeCount.value;
  return (
    <div class="range">
      <div class="controls">
        {PARAMETERS.filter(({ key }) => ENDS.some((end) => end === key)).map((facts) => (
          <TimeInput key={facts.key} facts={facts} />
        ))}
      </div>
      <p class="meaning" role="status">
        {runs !== null &&
          `This traffic runs from ${momentText(runs.first)} to ${momentText(runs.last)}; all times are UTC. `}
        {count !== null &&
          `${formatCount(count.inside)} flows begin in the range and are the training data; the other ${formatCount(count.outside)} are judged.`}
      </p>
    </div>
  );
}

function TimeInput({ facts }: { readonly facts: ParameterFacts }) {
  const id = useId();
  const key = facts.key as (typeof ENDS)[number];
  const { text, problem, type, take } = useDraft(notebook.parameters.value[key], (typed) => {
    try {
      notebook.setParameter(key, parseParameter(facts, typed) as string);
      return null;
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  });
  return (
    <div class="control">
      <label for={id}>{facts.label}</label>
      <input
        id={id}
        type="text"
        spellcheck={false}
        autocomplete="off"
        placeholder="open"
        value={text}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-meaning` : `${id}-problem`}
        onInput={(event) => type(event.currentTarget.value)}
        onChange={take}
      />
      <p id={`${id}-meaning`} class="meaning">
        {facts.meaning} Empty: open.
      </p>
      {problem !== null && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
