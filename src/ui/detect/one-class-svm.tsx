import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> A <TermWord of="kernel" /> measures how similar two flows
        are. Similarity falls with distance, at a rate set by <TermWord of="gamma" />. The detector
        draws a boundary that leaves a share of about <TermWord of="ν" /> of the training flows
        outside.
      </p>
      <p>
        <strong>Look for</strong> gamma and the number of{' '}
        <TermWord of="support vector">support vectors</TermWord> under “How it was fitted”, and any
        warning above the measures. Then compare them with logged heavy tails.
      </p>
      <p>
        <strong>What goes wrong:</strong> by default gamma is computed from the variance of all
        columns. One column with a long tail makes gamma tiny. Then all other flows look the same,
        and the ranking can be worse than a random one.
      </p>
    </>
  ),
  note: {
    ask: 'Gamma is under “How it was fitted”. Work out the kernel for two flows at distance one, then at a thousand. What can the boundary follow?',
    surprises:
      'With the default settings it ranks worse than at random, and nothing crashes. Log the heavy tails now and let the class watch the ROC AUC.',
  },
};
