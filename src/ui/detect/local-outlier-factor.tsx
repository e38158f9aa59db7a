import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> It compares how dense the flows are around a flow and around
        its <TermWord of="nearest neighbours" />. The <TermWord of="local outlier factor" /> is high
        where a flow has much more space around it than its neighbours have.
      </p>
      <p>
        <strong>Look for</strong> the remark under the result. It names the attacks with more flows
        than the detector has neighbours. Then raise the number of neighbours and read it again.
      </p>
      <p>
        <strong>What goes wrong:</strong> many attacks of one kind lie close together. If they are
        more than the number of neighbours, each one has only its own kind as neighbours. Then it
        looks normal.
      </p>
    </>
  ),
  note: {
    ask: 'Think of one beacon flow among all the others. Which flows are its nearest neighbours?',
    surprises:
      'More flows of an attack can make it harder to find. Train on normal flows only and compare: the same detector finds far more.',
  },
};
