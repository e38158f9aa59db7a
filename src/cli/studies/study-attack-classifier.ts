import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { executePlan } from '../../pipeline/plan/execute-plan.ts';
import { NOTHING_OPEN, resultOf } from '../../pipeline/plan/plan-step.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import { type LabRun, valuesOfRun } from '../../pipeline/run/lab.ts';
import type { Classification } from '../../pipeline/studies/classification.ts';
import {
  type ClassifyPlan,
  classifySeed,
  planClassify,
} from '../../pipeline/studies/classify-study.ts';
import { UsageError } from '../usage-error.ts';
import { classifyReport, classifySeedsReport } from './classify-text.ts';
import type { Study, StudyContext, StudyReport } from './study.ts';

/** `own`: on the traffic of the run. */
type Asked = ClassifyPlan | 'own';

export const study: Study<Asked> = {
  place: 6,
  option: {
    flag: 'classify',
    value: '[SEEDS]',
    meaning:
      'Train a network that names attacks, and test it on flows that it never saw: on this traffic, or on generated flows of SEEDS: how many, or which, such as 1,2,42.',
    begins: /^\d/,
  },
  ask(typed, { input, parameters }) {
    if (typed === '') return 'own';
    if (input.length > 0) {
      throw new UsageError(
        '--classify with seeds generates its own flows: leave the seeds out, or --input.',
      );
    }
    return planClassify(parameters, typed);
  },
  async report(run, asked, context) {
    if (asked !== 'own') return seedsReport(asked, run.parameters, context.tasks);
    const classification = await classifyRun(run, context);
    return { ...classifyReport(classification), classifier: classification.classifier };
  },
};

/** The run's own traffic, by the trained lab where one scores. */
async function classifyRun(run: LabRun, { trained, tasks }: StudyContext): Promise<Classification> {
  const { parameters } = run;
  const given = { parameters, open: { ...NOTHING_OPEN, lab: trained }, values: valuesOfRun(run) };
  return resultOf(await executePlan(['attack-classifier'], given, tasks), 'attack-classifier');
}

async function seedsReport(
  plan: ClassifyPlan,
  parameters: LabParameters,
  tasks: PlanRunner,
): Promise<StudyReport> {
  const [only, ...others] = plan.trials;
  return only !== undefined && others.length === 0
    ? classifyReport(await classifySeed(only.parameters, tasks))
    : classifySeedsReport(plan, parameters, tasks);
}
