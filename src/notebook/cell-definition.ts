import type { PlanStep, StepId, StepValue } from '../pipeline/plan/plan-step.ts';
import type { StreamResult } from '../worker/stream-protocol.ts';

/** A cell shows a step of the plan, and has its name. */
export type CellId = StepId;

/** A cell as the graph sees it. */
export type CellDefinition = PlanStep;

/** What a cell holds once it has run: the stream is driven, and gives files besides. */
export type CellValue<Id extends CellId> = Id extends 'stream' ? StreamResult : StepValue<Id>;
