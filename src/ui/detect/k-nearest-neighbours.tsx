import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> The score of a flow is its distance to the furthest of its{' '}
        <TermWord of="nearest neighbours" /> among the training flows, or the mean or median
        distance to all of them. A flow with nothing like it nearby is an anomaly.
      </p>
      <p>
        <strong>Look for</strong> the missed attacks in the confusion matrix. Then train on normal
        flows only. On all flows, the neighbours of an attack can be attacks of the same kind.
      </p>
      <p>
        <strong>What goes wrong:</strong> the feature with the largest values decides the distance,
        so scale the features. An attack with more flows than neighbours looks normal. Rare normal
        flows are far from all others and become false positives.
      </p>
    </>
  ),
  note: {
    ask: 'There are 50 beacon flows, nearly alike, and the detector uses 5 neighbours. How far away is the fifth?',
    surprises:
      'Trained on all generated flows it finds 123 of 310 attacks, and none of the beacon. With the long tails logged and trained on normal flows, it finds 300 of 310, and 40 of the 50 beacon flows: more than ECOD, HBOS and the Isolation Forest do.',
  },
};
