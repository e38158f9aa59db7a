import type { FitGrowth, LearningSample } from './learning-sample.ts';
import { countOf, many } from './words.ts';

/** An estimate in words, no more exact than it is: `about 40 s`, `about 3 min`, `about 5 h`. */
export function aboutTime(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 100) {
    const step = seconds < 20 ? 1 : 5;
    return `about ${Math.max(1, step * Math.round(seconds / step))} s`;
  }
  const minutes = seconds / 60;
  return minutes < 100 ? `about ${Math.round(minutes)} min` : `about ${Math.round(minutes / 60)} h`;
}

/** `Learnt from 50,000 of 1,000,000 flows, drawn at random, and scored all.` */
export function sampleSentence(trainedOn: number, { of }: LearningSample): string {
  return `Learnt from ${countOf(trainedOn)} of ${many(of, 'flow')}, drawn at random, and scored all.`;
}

/** What an estimate is drawn from: `an estimate by fits on 12,500 and 50,000 flows`. */
export function estimateInWords({ smaller, larger }: FitGrowth): string {
  return `an estimate by fits on ${countOf(smaller.rows)} and ${many(larger.rows, 'flow')}`;
}
