import { RULE_NODES } from '../rule-nodes.ts';

export const nodes = RULE_NODES;
