import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        Two flows are alike if they lie close, and a <TermWord of="kernel" /> says how alike: it
        fades with distance at a rate set by <TermWord of="gamma" />. The One-Class SVM draws the
        tightest boundary that leaves a share of about <TermWord of="ν" /> of the training flows
        outside.
      </p>
      <p>
        <strong>Look for</strong> the fitted gamma, the number of{' '}
        <TermWord of="support vector">support vectors</TermWord> and any warning before you look at
        the score. A boundary that stands on noise has a score too.
      </p>
      <p>
        <strong>What goes wrong:</strong> by default gamma hangs on the variance of the whole
        matrix. One column with a long tail makes it tiny, all other flows look alike, and a verdict
        is the toss of a coin.
      </p>
    </>
  ),
  note: {
    ask: 'Gamma stands under “How it was fitted”. Work out the kernel for two flows at distance one, then at a thousand. So what can the boundary follow?',
    surprises:
      'With the notebook’s settings a method from the textbooks ranks worse than a coin, and nothing crashed. Log the heavy tails now, live, and let the class watch the ROC AUC turn.',
  },
};
