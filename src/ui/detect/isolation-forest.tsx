import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        Pick a feature at random, cut it at random, and go on within each half. A flow in the crowd
        takes many cuts until it stands alone; an odd one takes few. The forest averages over many
        such <TermWord of="isolation tree">trees</TermWord>, each grown on a small sample. Cuts
        ignore how wide a column is, so heavy tails do little harm.
      </p>
      <p>
        <strong>Look for</strong> attacks that it finds whole, and attacks that it hardly sees. One
        of ordinary size on an ordinary port costs as many cuts as ordinary traffic.
      </p>
      <p>
        <strong>What goes wrong:</strong> <TermWord of="contamination" /> is told, not found. Say a
        tenth, and a tenth is flagged, whether a tenth is bad or not.
      </p>
    </>
  ),
  note: {
    ask: 'It was told what share of the flows to flag. What is the highest recall that it could reach if it made no mistake?',
    surprises:
      'Some attacks are found whole, others hardly at all. Ask what a beacon looks like next to a page that loads.',
  },
};
