import type { ClassMetrics, MulticlassEvaluation } from '../../eval/multiclass.ts';
import { countOf, kindOf, listOf, many, measureOf } from '../run/words.ts';
import { NORMAL_CLASS } from '../traffic/flow-classes.ts';
import type { Classification } from './classification.ts';

/** A difference between training and test that speaks of overfitting. */
const OVERFIT = 0.03;

/** Confusions that are told, at most. */
const MOST_TOLD = 3;

/** What the classifier is worth, in sentences. */
export function classificationSentences({
  evaluation,
  training,
  called,
}: Omit<Classification, 'sentences'>): string[] {
  if (evaluation === null) {
    const found = called.filter(({ flows }) => flows > 0);
    return [
      `It calls ${listOf(found.map(({ name, flows }) => `${many(flows, 'flow')} ${kindOf(name)}`))}; ` +
        'without labels nobody can say if that is right.',
    ];
  }
  return [
    worth(evaluation, training !== null),
    ...commonClass(evaluation),
    ...confusions(evaluation),
    ...(training === null ? [] : [course(training, evaluation)]),
  ];
}

function worth({ macroF1, accuracy, rows, perClass }: MulticlassEvaluation, fresh: boolean) {
  const least = perClass.toSorted((a, b) => a.f1 - b.f1)[0];
  const which = fresh
    ? `${many(rows, 'test flow')} that it never saw`
    : many(rows, 'labelled flow');
  const worst =
    least.f1 === 1 ? '' : `; it does worst on ${kindOf(least.name)}, F1 ${measureOf(least.f1)}`;
  return `On ${which} its macro F1 is ${measureOf(macroF1)}, its accuracy ${measureOf(accuracy)}${worst}.`;
}

/** What accuracy alone would hide. */
function commonClass({ perClass, rows, accuracy }: MulticlassEvaluation): string[] {
  const common = perClass.toSorted((a, b) => b.support - a.support)[0];
  const share = common.support / rows;
  if (share < 0.5 || accuracy <= share) return [];
  return [
    `Calling every flow ${kindOf(common.name)} gives an accuracy of ${measureOf(share)}, and a macro F1 of ` +
      `${measureOf((2 * share) / (1 + share) / perClass.length)}.`,
  ];
}

function confusions({ perClass, confusion }: MulticlassEvaluation): string[] {
  const errors = confusion.flatMap((counts, is) =>
    counts.flatMap((flows, said) => (is === said || flows === 0 ? [] : [{ is, said, flows }])),
  );
  if (errors.length === 0) return ['It confuses nothing here.'];
  const told = errors.toSorted((a, b) => b.flows - a.flows).slice(0, MOST_TOLD);
  const words = told.map(
    ({ is, said, flows }) =>
      `${countOf(flows)} of ${flowsOf(perClass[is])} called ${kindOf(perClass[said].name)}`,
  );
  const wrong = errors.reduce((sum, { flows }) => sum + flows, 0);
  const most = errors.length > told.length ? ', most often' : '';
  return [`${many(wrong, 'flow')} got a wrong name${most}: ${listOf(words)}.`];
}

function course(
  { history, bestEpoch, stoppedEarly, trainMacroF1 }: NonNullable<Classification['training']>,
  { macroF1 }: MulticlassEvaluation,
): string {
  const stop = stoppedEarly
    ? `Training stopped early after ${many(history.length, 'epoch')}; the weights are those of epoch ${bestEpoch}`
    : `Training took all ${many(history.length, 'epoch')}; the weights are those of epoch ${bestEpoch}`;
  const fit =
    trainMacroF1 - macroF1 > OVERFIT
      ? `it has overfitted: on its training data its macro F1 is ${measureOf(trainMacroF1)}`
      : `on its training data its macro F1 is ${measureOf(trainMacroF1)}, no sign of overfitting`;
  return `${stop}; ${fit}.`;
}

function flowsOf({ name, support }: ClassMetrics): string {
  return name === NORMAL_CLASS
    ? `${countOf(support)} normal flows`
    : `${many(support, 'flow')} of ${kindOf(name)}`;
}
