import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        The rule behind the whiskers of a box plot: half of all values lie between the quartiles,
        and what lies more than one and a half times that far outside is called an outlier. The
        worst feature decides here, too.
      </p>
      <p>
        <strong>Look for</strong> how many flows jump the fence once contamination is auto.
      </p>
      <p>
        <strong>What goes wrong:</strong> the rule was made for one column that is shaped like a
        bell. With many columns and long tails, ordinary flows jump some fence, too.
      </p>
    </>
  ),
  note: {
    ask: 'The fence of the box plot stands at one and a half. On how many of twenty features will an ordinary flow jump one of them?',
    surprises:
      'With many features nearly everything is odd in one of them. Set contamination to auto and watch how many flows jump the fence.',
  },
};
