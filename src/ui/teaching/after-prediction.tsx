import type { ComponentChildren } from 'preact';
import type { CellId } from '../../notebook/cell-definition.ts';
import type { CellGuess } from '../cells/view.ts';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { answerOf, guessOf, isWithheld, release } from './predicting.ts';

/** Only who wants to guess needs them. */
const Questions = fetchedLater('The questions', () =>
  import('./predict.tsx').then(({ Questions }) => Questions),
);
const Marks = fetchedLater('The marks', () => import('./predict.tsx').then(({ Marks }) => Marks));

const StudyQuestions = fetchedLater('The question', () =>
  import('./predict-study.tsx').then(({ StudyQuestions }) => StudyQuestions),
);
const StudyMarks = fetchedLater('The mark', () =>
  import('./predict-study.tsx').then(({ StudyMarks }) => StudyMarks),
);

interface Props {
  readonly id: CellId;
  readonly guess: CellGuess;
  readonly children: ComponentChildren;
}

/** A cell's output, or, while it waits for a guess, the questions. */
export function AfterPrediction({ id, guess, children }: Props) {
  if (!isWithheld(id, guess)) {
    return (
      <>
        {guess.kind === 'detector' && guessOf(id) !== null && <Marks name={id} />}
        {guess.kind === 'question' && answerOf(id) !== null && (
          <StudyMarks id={id} question={guess.question} />
        )}
        {children}
      </>
    );
  }
  if (guess.kind === 'detector') return <Questions name={id} />;
  if (guess.kind === 'question') return <StudyQuestions id={id} question={guess.question} />;
  return (
    <p class="predict">
      This shows results that still wait for your prediction.{' '}
      <button type="button" onClick={() => release(id, guess)}>
        Show it now
      </button>
    </p>
  );
}
