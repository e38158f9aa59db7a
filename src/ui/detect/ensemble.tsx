import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        Detectors fail in ways of their own, so ask several. They can vote: any of them, more than
        half, or all. Or their scores are made comparable and averaged: by the rank that a flow has,
        or by how unlikely a score is if scores were shaped like a bell. Or the loudest member
        decides.
      </p>
      <p>
        <strong>Look for</strong> the ensemble beside its best member. It rarely wins; it spares you
        to know beforehand which one is best.
      </p>
      <p>
        <strong>What goes wrong:</strong> a member that ranks worse than a coin pulls the others
        down, and an average cannot tell. Weights by hand can, if somebody has labels.
      </p>
    </>
  ),
  note: {
    ask: 'Three witnesses: one good, one fair, one who lies. Whom do you believe, and how would you know which is which?',
    surprises:
      'A vote is seldom better than its best member and seldom as bad as its worst. Take the worst out by hand: who told you which one that was?',
  },
};
