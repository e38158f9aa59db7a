import type { DetectorView } from './detector-view.ts';

export const view: DetectorView = {
  prose: (
    <>
      <p>
        <strong>How it works:</strong> The rule of the box plot. Half of all values lie between the
        quartiles; their distance is the interquartile range. A value more than 1.5 such ranges
        outside is an outlier. The worst feature of a flow decides.
      </p>
      <p>
        <strong>Look for</strong> the number of alerts once contamination is “auto”. Then change the
        fence factor and watch the false positives.
      </p>
      <p>
        <strong>What goes wrong:</strong> the rule was made for one column with a bell shape. With
        many columns and long tails, most normal flows are outliers in at least one of them.
      </p>
    </>
  ),
  note: {
    ask: 'The factor of the box plot is 1.5. On how many of twenty features will a normal flow be an outlier in at least one?',
    surprises:
      'With many features, nearly every flow is an outlier in one of them. Set contamination to auto and count the alerts.',
  },
};
