import type { Ecod } from '../../../models/ecod/ecod.ts';
import type { InsidePart } from '../inside-part.ts';
import { rarityInside } from '../rarity-inside.ts';

export const inside = {
  open: (ecod, flows) =>
    rarityInside(
      flows.everything ? ecod.trainingContributions() : ecod.contributions(flows.matrix),
      flows,
    ),
} satisfies InsidePart<Ecod>;
