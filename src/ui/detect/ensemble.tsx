import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> It combines several detectors. They vote: one, more than half
        or all must raise an alert. Or their scores are made comparable, by rank or as
        probabilities, and the mean or the maximum counts.
      </p>
      <p>
        <strong>Look for</strong> its F1 and ROC AUC beside those of its best member. It rarely
        wins. But you do not need to know beforehand which member is best.
      </p>
      <p>
        <strong>What goes wrong:</strong> a member that ranks worse than at random pulls the others
        down, and a mean cannot tell. Set its weight to 0, if you have labels that show it.
      </p>
    </>
  ),
  note: {
    ask: 'Three detectors: one good, one fair, one worse than at random. Which do you trust, and how would you know which is which without labels?',
    surprises:
      'A vote is seldom better than its best member and seldom as bad as its worst. Take out the worst by hand, then ask: how did you know which one it was?',
  },
};
