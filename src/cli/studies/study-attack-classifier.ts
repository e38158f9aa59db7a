import type { LabRun } from '../../pipeline/run/lab.ts';
import { savedClassifier } from '../../pipeline/run/saved-detector.ts';
import type { Classification } from '../../pipeline/studies/classification.ts';
import { classifyAttacks, classifyByTrained } from '../../pipeline/studies/classify.ts';
import {
  type ClassifyPlan,
  classifySeed,
  planClassify,
} from '../../pipeline/studies/classify-study.ts';
import { UsageError } from '../usage-error.ts';
import { classifyReport, classifySeedsReport } from './classify-text.ts';
import { type Study, type StudyContext, type StudyReport, withRuntime } from './study.ts';

/** `own`: on the traffic of the run. */
type Asked = ClassifyPlan | 'own';

export const study: Study<Asked> = {
  place: 6,
  option: {
    flag: 'classify',
    value: '[SEEDS]',
    meaning:
      'Train a network that tells attacks by name, and judge it by flows that it never saw: on this traffic, or on the generated flows of SEEDS: how many, or which, 1,2,42.',
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
  trains: (asked, byLab) => asked !== 'own' || !byLab,
  report(run, asked, context) {
    if (asked !== 'own') return seedsReport(asked, context);
    const classification = classifyRun(run, context);
    return { ...classifyReport(classification), classifier: classification.classifier };
  },
};

/** The run's own traffic, by the trained lab where one scores. */
function classifyRun(
  { scaled: { matrix }, traffic: { labels }, parameters }: LabRun,
  context: StudyContext,
): Classification {
  const { trained } = context;
  return trained === null
    ? classifyAttacks(matrix, labels, parameters, withRuntime(context))
    : classifyByTrained(savedClassifier(trained), matrix, labels, context);
}

function seedsReport(plan: ClassifyPlan, context: StudyContext): StudyReport {
  const [only, ...others] = plan.trials;
  const neural = withRuntime(context);
  return others.length === 0
    ? classifyReport(classifySeed(only.parameters, neural))
    : classifySeedsReport(plan, neural);
}
