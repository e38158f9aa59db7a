import type { DetectorRun } from './detector-lessons.ts';
import { type Remark, rankingWords } from './lessons.ts';
import { countOf, kindOf, listOf, many } from './words.ts';

/** Whether attacks among what a network has learnt from have become ordinary to it. */
export function learntAttacksRemark({ parameters, apart, evaluation }: DetectorRun): Remark[] {
  const { rankedAttacks, rocAuc, actualAnomalies } = evaluation;
  if (rankedAttacks === null || rocAuc === null || actualAnomalies === null) return [];
  const ranks = `It ranks with ${rankingWords(rocAuc)}.`;
  const topic = 'attacks that it has learnt';
  if (apart !== null || parameters.trainOn !== 'all') {
    const flows = apart === null ? 'normal flows' : 'a baseline of its own';
    const sentence = `It has learnt from ${flows} only: no attack among those here has become ordinary to it. ${ranks}`;
    return [{ topic, shows: false, sentence, figures: { rocAuc } }];
  }
  const missed = rankedAttacks.filter(({ rate }) => rate < 0.5);
  const kinds = missed.map(({ type, flagged, flows }) => `${kindOf(type)} ${flagged}/${flows}`);
  const found =
    missed.length === 0
      ? 'Still it finds at least half of each kind.'
      : `Of ${many(rankedAttacks.length, 'kind')} it finds less than half of ${missed.length}: ${listOf(kinds)}.`;
  return [
    {
      topic,
      shows: missed.length > 0,
      sentence:
        `It has learnt from all flows, ${countOf(actualAnomalies)} of those judged here attacks: ` +
        `what it sees often it learns to give back, attacks too. ${found} ${ranks}`,
      figures: { kinds: rankedAttacks.length, missed: missed.length, rocAuc },
    },
  ];
}
