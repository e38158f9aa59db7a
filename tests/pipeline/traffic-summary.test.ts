import { expect, it } from 'vitest';
import { busiestPortsTitle } from '../../src/pipeline/traffic/traffic-summary.ts';

it.each([
  [10, 0, 'Busiest ports of flows that are no attacks'],
  [10, 4, 'Busiest ports of flows that are not labelled as attacks'],
  [10, 10, 'Busiest ports of all flows'],
])('of %d flows %d without a label: %s', (total, unlabelled, title) => {
  expect(busiestPortsTitle({ total, unlabelled })).toBe(title);
});
