import type { BeyondValues } from '../../notebook/beyond-values.ts';
import {
  type BeyondQuestion,
  CLASSIFIER_QUESTION,
  STREAM_QUESTION,
  TIME_QUESTION,
  UNKNOWN_QUESTION,
  VOTING_QUESTION,
} from '../../pipeline/studies/beyond-predictions.ts';
import type { AskedId } from './predicting.ts';

/** What to guess of each cell beyond the notebook that waits for a guess. */
const QUESTIONS: { readonly [Id in AskedId]: BeyondQuestion<BeyondValues[Id]> } = {
  voting: VOTING_QUESTION,
  time: TIME_QUESTION,
  'attack-classifier': CLASSIFIER_QUESTION,
  'unknown-attack': UNKNOWN_QUESTION,
  stream: STREAM_QUESTION,
};

/** The question of one cell, for whoever does not know which. */
export function questionOf(id: AskedId): BeyondQuestion<BeyondValues[AskedId]> {
  return QUESTIONS[id] as unknown as BeyondQuestion<BeyondValues[AskedId]>;
}
