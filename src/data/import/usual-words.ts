import { ATTACK } from '../flow-table.ts';
import type { FlowMapping } from './cell-source.ts';
import { defaultAttackType } from './labels.ts';
import { protocolName } from './protocols.ts';
import { parseDecimal } from './text-cells.ts';

/** Words as most dialects have them: a label names its attack, a protocol may be a number. */
export const USUAL_WORDS: Pick<FlowMapping, 'nameAttack' | 'spell'> = {
  nameAttack(label, word) {
    const isName = label === ATTACK && Number.isNaN(parseDecimal(word));
    return isName ? word.trim() : defaultAttackType(label);
  },
  spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw),
};
