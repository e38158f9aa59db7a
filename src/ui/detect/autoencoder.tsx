import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> An <TermWord of="autoencoder" /> is a network that reduces
        each flow to a few numbers and then rebuilds it. It learns to rebuild the training flows.
        The score is the error: a flow that is rebuilt badly is unlike them.
      </p>
      <p>
        <strong>Look for</strong> the two losses in the chart. Both should fall. Where the
        validation loss stops falling, <TermWord of="overfitting" /> begins, and{' '}
        <TermWord of="early stopping" /> ends the training. The card of a flow shows the error of
        each feature.
      </p>
      <p>
        <strong>What goes wrong:</strong> the network also learns to rebuild attacks that are common
        in its training data, so train it on normal flows. If the bottleneck is as wide as the flow,
        it can rebuild everything.
      </p>
    </>
  ),
  note: {
    ask: 'The network keeps four numbers of each flow. Which four would you keep, if somebody else must rebuild the flow from them?',
    surprises:
      'Trained on normal flows only, it finds nearly all attacks; trained on all flows, far fewer. Open the card of a missed flow and of a found one, and compare the errors.',
  },
};
