import { titleOf } from '../detecting/detector-table.ts';
import type { Answer } from './rescorer.ts';

/** Why there is nothing to explain: the decision is within the solver's tolerance. */
export function noiseSentence({ detector, decision }: Answer): string {
  return (
    `The flow is at the threshold of the ${titleOf(detector)}: its decision, ` +
    `${decision.toExponential(1)}, is no further from 0 than the solver's tolerance. ` +
    'Chance decides this verdict, so nothing explains it.'
  );
}
