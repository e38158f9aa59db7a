import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        How far must one go from a flow to meet its <TermWord of="nearest neighbours" />, and how
        far do they go to meet theirs? The <TermWord of="local outlier factor" /> compares the two.
        A flow in a thin place beside dense ones is odd, wherever that place lies; a flow in a thin
        place among others as thin is not.
      </p>
      <p>
        <strong>Look for</strong> the smallest attack with more flows than the detector has
        neighbours, and whether it was found. Then raise the number of neighbours, or train on
        normal flows only, and look again.
      </p>
      <p>
        <strong>What goes wrong:</strong> an attack that comes in a cluster is its own company. If
        the cluster is larger than the neighbourhood, it looks perfectly at home.
      </p>
    </>
  ),
  note: {
    ask: 'Think of one beacon among all the others. Who are its nearest neighbours?',
    surprises:
      'More of an attack can make it harder to find. Switch to training on normal flows and compare: the same detector, another exam.',
  },
};
