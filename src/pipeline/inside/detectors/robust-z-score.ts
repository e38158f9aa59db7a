import { ruleInside } from '../rule-inside.ts';

export const inside = ruleInside('deviations from the median');
