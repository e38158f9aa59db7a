import { TermWord } from '../teaching/term.tsx';
import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        The rule of thumb that any method has to beat. How far does a value lie from the{' '}
        <TermWord of="median" />, in deviations that outliers cannot stretch? Ask that of every
        feature; the worst answer is the flow’s score.
      </p>
      <p>
        <strong>Look for</strong> the feature that decides most alerts, under “How it was fitted”.
      </p>
      <p>
        <strong>What goes wrong:</strong> features are judged one at a time. A flow that is odd only
        in combination passes, and one column with a long tail takes all the alerts.
      </p>
    </>
  ),
  note: {
    ask: 'One number per feature and the worst wins: what kind of attack can such a rule never see?',
    surprises:
      'That a rule from 1993 comes close to, or beats, methods with famous names. Ask what the others add that is worth their trouble.',
  },
};
