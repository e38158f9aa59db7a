import { useEffect } from 'preact/hooks';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { aboutTime } from '../../pipeline/run/sample-words.ts';
import { measureOf } from '../../pipeline/run/words.ts';
import { PITFALLS, type Pitfall } from '../../pipeline/studies/pitfalls/pitfalls.ts';
import type { PitfallFinding } from '../../pipeline/studies/pitfalls/plan.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { notebook } from '../lab.ts';
import { onSlide } from '../present/present.ts';
import { keyOfNow, pitfallsNow } from './pitfalls-now.ts';
import { isNetwork, timeOfPitfalls } from './study-estimate.ts';
import './pitfalls.css';

/** What takes longer than this is computed when a person asks for it. Milliseconds. */
const AT_ONCE = 5000;

/** A switch for each pitfall: what would be published beside what is honest, for the seed in force. */
export function PitfallSwitches() {
  const parameters = notebook.parameters.value;
  const { committed, found, finding, commit, find } = pitfallsNow();
  const key = keyOfNow(parameters);
  const isAsked = committed.value.size > 0;
  const estimate = timeOfPitfalls();
  const [detector] = parameters.detectors;
  // Where nothing is known of its time, a network is slow and another detector is quick.
  const isQuick =
    estimate === null ? detector === undefined || !isNetwork(detector) : estimate <= AT_ONCE;
  const isFinding = finding.value === key;
  const list = useOneStop<HTMLUListElement>();
  useEffect(() => {
    if (isAsked && isQuick) void find(parameters);
  }, [key, isAsked, isQuick]);
  const current = found.value?.key === key ? found.value.outcome : null;
  return (
    <fieldset class="pitfalls" {...onSlide('pitfalls.switches')}>
      <legend>
        Make a mistake: seed {parameters.seed}
        {detector !== undefined && `, ${detectorFacts(detector).title}`}
      </legend>
      {isAsked && current === null && !isQuick && (
        <p>
          <button type="button" aria-disabled={isFinding} onClick={() => find(parameters)}>
            Find the figures
          </button>{' '}
          {estimate !== null && <span class="run-time">{aboutTime(estimate)}</span>}
        </p>
      )}
      {isAsked && current !== null && current.problem !== null && (
        <p class="problem" role="alert">
          {current.problem}
        </p>
      )}
      <ul ref={list}>
        {PITFALLS.map((pitfall) => (
          <PitfallSwitch
            key={pitfall.key}
            pitfall={pitfall}
            isCommitted={committed.value.has(pitfall.key)}
            finding={current?.findings?.find((one) => one.pitfall === pitfall.key) ?? null}
            isFinding={isFinding}
            onCommit={(isCommitted) => commit(pitfall.key, isCommitted)}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface SwitchProps {
  readonly pitfall: Pitfall;
  readonly isCommitted: boolean;
  /** `null`: it is not there. */
  readonly finding: PitfallFinding | null;
  /** It is on its way. */
  readonly isFinding: boolean;
  readonly onCommit: (isCommitted: boolean) => void;
}

function PitfallSwitch({ pitfall, isCommitted, finding, isFinding, onCommit }: SwitchProps) {
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={isCommitted}
          onChange={(event) => onCommit(event.currentTarget.checked)}
        />{' '}
        Make it: {pitfall.title}
      </label>
      <p class="meaning">{pitfall.commit}</p>
      {isCommitted && (
        <div role="status">
          {finding === null ? (
            <p>{isFinding ? 'The figures are being found.' : 'No figures yet.'}</p>
          ) : (
            <Figures pitfall={pitfall} finding={finding} />
          )}
        </div>
      )}
    </li>
  );
}

interface FiguresProps {
  readonly pitfall: Pitfall;
  readonly finding: PitfallFinding;
}

function Figures({ pitfall, finding: { figures, problem } }: FiguresProps) {
  const { measure, honestMeasure = measure, honest, naive } = pitfall;
  if (figures === null) return <p class="warning">{problem}</p>;
  return (
    <>
      <dl class="pitfall-figures">
        <div>
          <dt>Published: {measure}</dt>
          <dd>{measureOf(figures.published)}</dd>
        </div>
        <div>
          <dt>Honest: {honestMeasure}</dt>
          <dd>{measureOf(figures.honest)}</dd>
        </div>
      </dl>
      <p>
        {honest}
        {figures.naive !== null &&
          naive !== undefined &&
          ` Without any detector, ${naive}, it is ${measureOf(figures.naive)}.`}
      </p>
    </>
  );
}
