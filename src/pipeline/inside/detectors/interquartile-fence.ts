import { ruleInside } from '../rule-inside.ts';

export const inside = ruleInside('interquartile ranges outside of the quartiles');
