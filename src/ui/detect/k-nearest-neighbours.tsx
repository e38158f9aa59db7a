import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        How far away are the training flows that are most like this one? The distance to the
        furthest of its <TermWord of="nearest neighbours" /> is the score, or the mean or the median
        of the distances to all of them. A flow with nothing like it nearby is anomalous. Unlike the
        Local Outlier Factor, it does not ask how far away from each other the neighbours are.
      </p>
      <p>
        <strong>Look for</strong> the difference between training on all flows and training on
        normal flows only. In the first case, the neighbours of an attack can be attacks of the same
        kind.
      </p>
      <p>
        <strong>What goes wrong:</strong> the feature with the largest values decides the distance,
        so features must be on one scale. An attack with more flows than the number of neighbours
        has its own kind nearby and looks normal. Normal flows of a rare kind are far from all
        others and raise false alarms.
      </p>
    </>
  ),
  note: {
    ask: 'There are 50 beacon flows, all nearly alike, and the detector asks for 5 neighbours. How far away is the fifth?',
    surprises:
      'Trained on all generated flows it finds 123 of 310 attacks, and none of the beacon. With the long tails logged and trained on normal flows, it finds 300 of 310, and 40 of the 50 beacon flows: more than ECOD, HBOS and the Isolation Forest do.',
  },
};
