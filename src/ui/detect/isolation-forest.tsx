import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> Each <TermWord of="isolation tree">tree</TermWord> draws a
        sample of the flows and cuts it at random until every flow stands alone. Unusual flows stand
        alone after few cuts. The score averages over all trees.
      </p>
      <p>
        <strong>Look for</strong> the confusion matrix. It shows the alerts that are right, the
        false positives and the missed attacks. Then move <TermWord of="contamination" />: only the
        threshold moves, the scores stay.
      </p>
      <p>
        <strong>What goes wrong:</strong> contamination sets the number of alerts, not their
        quality. If there are fewer alerts than attacks, some attacks must be missed. Attacks of
        usual size on usual ports need as many cuts as normal traffic.
      </p>
    </>
  ),
  note: {
    ask: 'Contamination is 0.1, so a tenth of the flows raises an alert. If none were false, how many of the attacks could it find?',
    surprises:
      'At the default settings it finds every DDoS flow and none of the 50 beacon flows. Ask how a beacon differs from a small web request.',
  },
};
