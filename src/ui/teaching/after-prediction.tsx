import type { ComponentChildren } from 'preact';
import type { CellId } from '../../notebook/cell-definition.ts';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { answerOf, guessOf, isAsked, isDetector, isWithheld, release } from './predicting.ts';

/** Only who wants to guess needs them. */
const Questions = fetchedLater('The questions', () =>
  import('./predict.tsx').then(({ Questions }) => Questions),
);
const Marks = fetchedLater('The marks', () => import('./predict.tsx').then(({ Marks }) => Marks));

const BeyondQuestions = fetchedLater('The question', () =>
  import('./predict-beyond.tsx').then(({ BeyondQuestions }) => BeyondQuestions),
);
const BeyondMarks = fetchedLater('The mark', () =>
  import('./predict-beyond.tsx').then(({ BeyondMarks }) => BeyondMarks),
);

/** A cell's output, or, while it waits for a guess, the questions. */
export function AfterPrediction({
  id,
  children,
}: {
  readonly id: CellId;
  readonly children: ComponentChildren;
}) {
  if (!isWithheld(id)) {
    return (
      <>
        {isDetector(id) && guessOf(id) !== null && <Marks name={id} />}
        {isAsked(id) && answerOf(id) !== null && <BeyondMarks id={id} />}
        {children}
      </>
    );
  }
  if (isDetector(id)) return <Questions name={id} />;
  if (isAsked(id)) return <BeyondQuestions id={id} />;
  return (
    <p class="predict">
      This would give the detectors' results away, and some of them still wait for your guess.{' '}
      <button type="button" onClick={() => release(id)}>
        Show it all the same
      </button>
    </p>
  );
}
