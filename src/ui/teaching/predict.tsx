import { useId, useState } from 'preact/hooks';
import { formatType } from '../../charts/format.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { markPrediction } from '../../pipeline/run/predictions.ts';
import { attacksByCount } from '../../pipeline/traffic/traffic-summary.ts';
import { notebook, preferences } from '../lab.ts';
import { showResult } from '../present/present.ts';
import { guessAgain, guessOf, handIn } from './predicting.ts';

/** The preference: results of detectors wait for a guess, or show at once. */
export function PredictSwitch() {
  return (
    <label class="inline">
      <input
        type="checkbox"
        checked={preferences.predictFirst.value === 'on'}
        onChange={(event) => {
          preferences.predictFirst.value = event.currentTarget.checked ? 'on' : 'off';
        }}
      />{' '}
      Predict first: results wait for your guess
    </label>
  );
}

/** A file may name every flow an attack of its own. */
const MOST_ATTACKS = 100;

/** What to guess of a detector. */
export function Questions({ name }: { readonly name: DetectorName }) {
  const id = useId();
  const [missedMost, setMissedMost] = useState('');
  const [alerts, setAlerts] = useState('');
  const [problem, setProblem] = useState(false);
  const traffic = notebook.cell('generate').result.value?.value;
  const attacks =
    traffic === undefined ? [] : attacksByCount(traffic.summary).slice(0, MOST_ATTACKS);
  const answer = (event: SubmitEvent) => {
    event.preventDefault();
    const digits = alerts.replaceAll(/[\s,]/g, '');
    const unclear = !/^\d{0,12}$/.test(digits);
    setProblem(unclear);
    if (unclear) return;
    handIn(name, {
      missedMost: missedMost === '' ? null : missedMost,
      alerts: digits === '' ? null : Number(digits),
    });
    showResult(name);
  };
  return (
    <form class="predict" onSubmit={answer}>
      <p class="caption">Predict first. What you leave open is not marked.</p>
      {attacks.length > 0 && (
        <div>
          <label for={`${id}-missed`}>Of which attack will it find the smallest share?</label>
          <select
            id={`${id}-missed`}
            value={missedMost}
            onChange={(event) => setMissedMost(event.currentTarget.value)}
          >
            <option value="">no answer</option>
            {attacks.map(({ type }) => (
              <option key={type} value={type}>
                {formatType(type)}
              </option>
            ))}
          </select>
        </div>
      )}
      <div>
        <label for={`${id}-alerts`}>
          How many{' '}
          {traffic === undefined ? '' : `of ${traffic.summary.total.toLocaleString('en')} `}
          flows will raise an alert?
        </label>
        <input
          id={`${id}-alerts`}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={alerts}
          aria-invalid={problem}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onInput={(event) => setAlerts(event.currentTarget.value)}
        />
      </div>
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          The number of alerts must be a whole number such as 150, or empty; got “{alerts}”.
        </p>
      )}
      <button type="submit">Show the result</button>
    </form>
  );
}

/** How the guess compares with the result: in words, with a sign. */
export function Marks({ name }: { readonly name: DetectorName }) {
  const guess = guessOf(name);
  const result = notebook.cell(name).result.value;
  if (guess === null) return null;
  const marks = result === null ? [] : markPrediction(guess.prediction, result.value.evaluation);
  return (
    <div class="marks">
      <div role="status">
        {guess.outdated && marks.length > 0 && (
          <p class="caption">The settings have changed since you answered.</p>
        )}
        {marks.map(({ right, sentence }) => (
          <p key={sentence}>
            <span aria-hidden="true">{right ? '✓' : '✕'}</span>
            <span class="hidden">{right ? 'Right:' : 'Not so:'}</span> {sentence}
          </p>
        ))}
      </div>
      <button type="button" class="link" onClick={() => guessAgain(name)}>
        Guess again
      </button>
    </div>
  );
}
