/** A detector's answer beside the truth, where the truth is known. */
export const VERDICTS = [
  'caught',
  'missed',
  'false positive',
  'left alone',
  'flagged',
  'not flagged',
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Exports keep the names above; on the screen there is one word for one thing. */
const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  caught: 'found',
  missed: 'missed',
  'false positive': 'false positive',
  'left alone': 'no alert',
  flagged: 'alert',
  'not flagged': 'no alert',
};

/** The verdict as a person reads it: *alert* or *no alert*, and beside the truth how right that is. */
export function verdictInWords(verdict: Verdict): string {
  return VERDICT_WORDS[verdict];
}

/** Whether the verdict says what was right, which takes the truth. */
export function tellsTruth(verdict: Verdict): boolean {
  return verdict !== 'flagged' && verdict !== 'not flagged';
}
