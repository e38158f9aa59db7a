import { protocolName } from '../flows/protocols.ts';
import { attackName } from '../labels/labels.ts';
import type { FlowMapping } from '../text/cell-source.ts';

/**
 * Words as most dialects have them: an attack is named by a column of its own or by its label, and a
 * protocol may be a number.
 */
export const USUAL_WORDS: Pick<FlowMapping, 'nameAttack' | 'spell'> = {
  nameAttack: attackName,
  spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw),
};
