import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> A simple rule to compare other detectors with. For every
        feature it measures the distance from the <TermWord of="median" />, in deviations that
        outliers hardly change. The worst feature is the score.
      </p>
      <p>
        <strong>Look for</strong> the feature that decides most alerts, under “How it was fitted”.
        Then set contamination to “auto” and change the cut.
      </p>
      <p>
        <strong>What goes wrong:</strong> each feature is judged alone, so a rare combination of
        usual values is missed. One column with a long tail can cause nearly all alerts.
      </p>
    </>
  ),
  note: {
    ask: 'The rule judges one feature at a time and the worst one decides. What kind of attack can it never find?',
    surprises:
      'A rule from 1993 comes close to the other detectors, or beats them. Ask what the others add that is worth their cost.',
  },
};
