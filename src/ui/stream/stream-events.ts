import type { StripEvent } from '../../charts/score-strip.ts';
import { visibleText } from '../../data/visible-text.ts';
import { lastDrifts, stream } from './stream-session.ts';

/** What happened along the stream, for upright lines: the new application, and reports of drift. */
export function stripEvents(): StripEvent[] {
  const driftFrom = stream.peek()?.frame.driftFrom ?? 0;
  const reports = lastDrifts.peek().map(({ place, feature, before, after }) => {
    const name = visibleText(feature ?? 'score');
    return { place, word: `${name} ${after > before ? '↑' : '↓'}` };
  });
  if (driftFrom === 0) return reports;
  return [...reports, { place: driftFrom, word: 'new application', alone: true }];
}
