import { InputError } from '../data/errors.ts';
import type { CategoryColumn, FlowTable } from '../data/flow-table.ts';

/** When flows began, in seconds since 1970 UTC, and between whom. */
interface TimedFlows {
  readonly startTime: Float64Array;
  readonly originators: CategoryColumn;
  readonly responders: CategoryColumn;
}

/**
 * The columns that features of time look at.
 *
 * @throws InputError for flows without start times or addresses
 */
export function timedFlows({
  startTime,
  originatorAddress,
  responderAddress,
}: FlowTable): TimedFlows {
  if (!startTime || !originatorAddress || !responderAddress) {
    const lacks = startTime ? 'the addresses of both ends' : 'start times';
    throw new InputError(
      `Time features need to know when each flow began and between whom; this traffic lacks ${lacks}. ` +
        'Turn the time features off.',
    );
  }
  return { startTime, originators: originatorAddress, responders: responderAddress };
}
