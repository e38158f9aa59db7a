import { useId, useState } from 'preact/hooks';
import type { CellId } from '../../notebook/cell-definition.ts';
import { markAnswer, type StudyQuestion } from '../../pipeline/studies/study-questions.ts';
import { notebook } from '../lab.ts';
import { showResult } from '../present/present.ts';
import { answerAgain, answerOf, handInAnswer } from './predicting.ts';

interface Props {
  readonly id: CellId;
  readonly question: StudyQuestion<unknown>;
}

/** What to guess of a cell that asks a question of its own. */
export function StudyQuestions({ id, question: { ask, choices } }: Props) {
  const field = useId();
  const [chosen, setChosen] = useState('');
  return (
    <form
      class="predict"
      onSubmit={(event) => {
        event.preventDefault();
        handInAnswer(id, chosen);
        showResult(id);
      }}
    >
      <p class="caption">Predict first. What you leave open is not marked.</p>
      <div>
        <label for={field}>{ask}</label>
        <select
          id={field}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">no answer</option>
          {choices(notebook.parameters.value).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Show the result</button>
    </form>
  );
}

/** How the guess compares with the result: in words, with a sign. */
export function StudyMarks({ id, question }: Props) {
  const answer = answerOf(id);
  const result = notebook.cell(id).result.value;
  if (answer === null) return null;
  const mark =
    result === null ? null : markAnswer(question, answer.said, result.value, answer.settings);
  return (
    <div class="marks">
      <div role="status">
        {answer.outdated && mark !== null && (
          <p class="caption">The settings have changed since you answered.</p>
        )}
        {mark !== null && (
          <p>
            <span aria-hidden="true">{mark.right ? '✓' : '✕'}</span>
            <span class="hidden">{mark.right ? 'Right:' : 'Not so:'}</span> {mark.sentence}
          </p>
        )}
      </div>
      <button type="button" class="link" onClick={() => answerAgain(id)}>
        Guess again
      </button>
    </div>
  );
}
