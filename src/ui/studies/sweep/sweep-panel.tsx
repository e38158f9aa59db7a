import { type Signal, useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { StudyActivity } from '../../../notebook/studies.ts';
import { detectorFacts } from '../../../pipeline/detecting/detector-table.ts';
import { aboutTime } from '../../../pipeline/run/sample-words.ts';
import { SWEPT, type Swept, usualValues } from '../../../pipeline/studies/sweep.ts';
import { MEASURES, type MeasureKey } from '../../../pipeline/studies/trial.ts';
import { FoldedPart } from '../../cells/folded-part.tsx';
import { notebook, pageLab } from '../../lab.ts';
import { studies } from '../studies-state.ts';
import { timeLeft } from '../study-estimate.ts';
import { StudyResults } from './sweep-results.tsx';
import { LEAVE_ONE_OUT, problemOf, startStudy, timeOfStudy } from './sweep-start.ts';
import './sweep.css';

/** The questions that this section answers by running detectors again and again. */
export function SweepPanel() {
  const question = useSignal<string>(LEAVE_ONE_OUT);
  const measure = useSignal<MeasureKey>('averagePrecision');
  const typed = useSignal<Readonly<Record<string, string>>>({});
  const problem = useSignal<string | null>(null);
  const swept = SWEPT.find(({ facts }) => facts.key === question.value);
  const textOf = (asked: Swept) =>
    typed.value[asked.facts.key] ?? usualValues(asked, notebook.parameters.value);
  const study = studies().kept.value.get(question.value);

  const asked = useRef(0);
  const run = async () => {
    const own = ++asked.current;
    const latest = () => own === asked.current;
    // Enter changes the field and submits at once: the text is newer than this rendering.
    const reason = await startStudy(question.value, swept && textOf(swept), latest);
    if (latest()) problem.value = reason;
  };
  return (
    <FoldedPart id="what-matters">
      <div class="study">
        <Prose />
        <form
          class="controls"
          onSubmit={(event) => {
            event.preventDefault();
            run();
          }}
        >
          <QuestionChoice question={question} problem={problem} />
          <MeasureChoice measure={measure} sharesOnly={swept === undefined} />
          {swept !== undefined && (
            <ValuesInput
              key={question.value}
              swept={swept}
              text={textOf(swept)}
              problem={problem.value}
              onType={(values) => {
                typed.value = { ...typed.value, [question.value]: values };
                problem.value = problemOf(question.value, values);
              }}
            />
          )}
          <RunStudy estimate={timeOfStudy(question.value, swept && textOf(swept))} />
        </form>
        {problem.value !== null && (
          <p id="study-problem" class="problem" role="alert">
            {problem.value}
          </p>
        )}
        {study === undefined ? (
          <p class="not-yet">Press Run to see the answer here.</p>
        ) : (
          <StudyResults study={study} measure={measure.value} />
        )}
      </div>
    </FoldedPart>
  );
}

function Prose() {
  return (
    <div class="prose">
      <p>
        A sweep runs a detector at many values of one parameter. Leaving one out runs it without
        each feature, and without each family of features: related features replace one another.
      </p>
      <p>
        Look for flat parts of the curve: there the value does not matter. A value chosen by these
        labels looks better than it is. Sweep random_state to see how much is chance.
      </p>
    </div>
  );
}

interface QuestionProps {
  readonly question: Signal<string>;
  readonly problem: Signal<string | null>;
}

function QuestionChoice({ question, problem }: QuestionProps) {
  const id = useId();
  return (
    <div class="control">
      <label for={id}>Change</label>
      <select
        id={id}
        value={question.value}
        onChange={(event) => {
          question.value = event.currentTarget.value;
          problem.value = null;
        }}
      >
        <option value={LEAVE_ONE_OUT}>leave one feature out</option>
        {SWEPT.map(({ facts, detectors }) => (
          <option key={facts.key} value={facts.key}>
            {facts.label}
            {detectors.length < 3 &&
              ` (${detectors.map((name) => detectorFacts(name).title).join(', ')})`}
          </option>
        ))}
      </select>
    </div>
  );
}

interface MeasureProps {
  readonly measure: Signal<MeasureKey>;
  readonly sharesOnly: boolean;
}

function MeasureChoice({ measure, sharesOnly }: MeasureProps) {
  const id = useId();
  return (
    <div class="control">
      <label for={id}>Look at</label>
      <select
        id={id}
        value={measure.value}
        onChange={(event) => {
          measure.value = event.currentTarget.value as MeasureKey;
        }}
      >
        {MEASURES.filter(({ kind }) => kind === 'share' || !sharesOnly).map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ValuesProps {
  readonly swept: Swept;
  readonly text: string;
  readonly problem: string | null;
  readonly onType: (values: string) => void;
}

function ValuesInput({ swept, text, problem, onType }: ValuesProps) {
  const id = useId();
  return (
    <div class="control wide">
      <label for={id}>Values of {swept.facts.label}</label>
      <input
        id={id}
        type="text"
        spellcheck={false}
        autocomplete="off"
        value={text}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-meaning` : 'study-problem'}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <p id={`${id}-meaning`} class="meaning">
        Values with commas, or from..to:step, such as 0.05..0.3:0.05. {swept.facts.meaning}
      </p>
    </div>
  );
}

/** @param estimate milliseconds that it would take; `null`: that cannot be told */
function RunStudy({ estimate }: { readonly estimate: number | null }) {
  const activity = studies().activity.value;
  const running = activity.kind === 'running';
  return (
    <div class="run wide">
      {/* Keys keep the two apart: a button that turned to submit under a click would submit. */}
      {running ? (
        <button key="cancel" type="button" onClick={() => studies().cancel()}>
          Cancel <span class="hidden">What matters?</span>
        </button>
      ) : (
        <button key="run" type="submit" class="primary">
          Run <span class="hidden">What matters?</span>
        </button>
      )}
      {running && (
        <progress max={activity.of} value={activity.done} aria-label="Progress of What matters?" />
      )}
      <span class="run-time">{timeInWords(activity, estimate)}</span>
      <span class="status" role="status">
        {running
          ? `${activity.done} of ${activity.of} runs`
          : activity.kind === 'failed'
            ? `failed: ${activity.reason}`
            : activity.kind === 'cancelled'
              ? 'cancelled'
              : ''}
      </span>
    </div>
  );
}

/** How long it takes: before it runs, and what is left while it does. */
function timeInWords(activity: StudyActivity, estimate: number | null): string {
  if (activity.kind !== 'running') return estimate === null ? '' : aboutTime(estimate);
  const { since, done, of } = activity;
  const left = timeLeft(pageLab.clock() - since, done / of);
  return left === null ? '' : `${aboutTime(left)} left`;
}
