import type { Hbos } from '../../../models/hbos/hbos.ts';
import type { InsidePart } from '../inside-part.ts';
import { rarityInside } from '../rarity-inside.ts';

export const inside = {
  open: (hbos, flows) => rarityInside(hbos.contributions(flows.matrix), flows),
} satisfies InsidePart<Hbos>;
