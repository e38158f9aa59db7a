import { randomStateOf } from '../../data/random.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { blocks } from './literals.ts';
import { attackNames, type PythonRequest, type PythonSource } from './source.ts';

/** What a detector is fitted on, in the names of the code; all flows are scored. */
export function trainingName({ trainOn, holdOut }: LabParameters): 'X' | 'X[train]' | 'X_learnt' {
  if (trainOn === 'time' || trainOn === 'file') return 'X_learnt';
  return trainOn === 'normal' || holdOut > 0 ? 'X[train]' : 'X';
}

/** The rows to train and to judge on, and the functions that judge a detector. */
export function judgeCode({ parameters, source }: PythonRequest): string {
  const rows = blocks(splitCode(parameters), judgedRows(parameters, source));
  const among = judgesSome(parameters) ? '[judged]' : '';
  if (source.labels === 'none') return blocks(rows, SHOW, judgeUnlabelled(among));
  const byTime = parameters.trainOn === 'time';
  const at = source.labels === 'some' ? (byTime ? '[labelled]' : '[judged]') : among;
  const judge = judgeFunction(at, among);
  return blocks(METRIC_IMPORTS, rows, SHOW, judge, foundFunction(source, byTime));
}

function splitCode(parameters: LabParameters): string {
  const { trainOn, holdOut, seed, evaluateOn } = parameters;
  if (trainOn === 'time') return 'judged = np.flatnonzero(~learnt)';
  if (trainingName(parameters) !== 'X[train]') return '';
  const lines = ['normal = np.flatnonzero(y == 0)'];
  if (holdOut > 0) {
    lines.push(
      `held_out = np.random.RandomState(${randomStateOf(seed)}).permutation(normal)`,
      `held_out = held_out[: int(np.floor(${holdOut} * len(normal) + 0.5))]`,
    );
  }
  const from = trainOn === 'normal' ? 'normal' : 'np.arange(len(y))';
  lines.push(`train = ${holdOut > 0 ? `np.setdiff1d(${from}, held_out)` : from}`);
  if (evaluateOn === 'held-out') {
    lines.push('judged = np.union1d(np.flatnonzero(y == 1), held_out)');
  }
  return lines.join('\n');
}

function judgedRows(parameters: LabParameters, { labels }: PythonSource): string {
  if (labels !== 'some') return '';
  if (parameters.trainOn === 'time') return 'labelled = judged[y[judged] >= 0]';
  return judgesSome(parameters) ? '' : 'judged = np.flatnonzero(y >= 0)';
}

/** Whether only some flows are judged, whatever their labels: the code calls them `judged`. */
export function judgesSome({ trainOn, evaluateOn }: LabParameters): boolean {
  return trainOn === 'time' || evaluateOn === 'held-out';
}

const METRIC_IMPORTS = `from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    f1_score,
    precision_score,
    recall_score,
    roc_auc_score,
)`;

const SHOW = `def show(measures):
    for name, value in measures.items():
        print(f"{name:<20}{value if isinstance(value, int) else format(value, '.6f')}")`;

function judgeUnlabelled(among: string): string {
  return `def judge(scores, flagged):
    return {"flagged": int(flagged${among}.sum())}`;
}

/** @param at brackets that choose the judged rows @param among those that choose the rows counted */
function judgeFunction(at: string, among: string): string {
  return `def judge(scores, flagged):
    truth, alarm = y${at}, flagged${at}
    anomaly = -scores${at}  # scikit-learn's scores are low for the abnormal
    tn, fp, fn, tp = confusion_matrix(truth, alarm, labels=[0, 1]).ravel().tolist()
    return {
        "flagged": int(flagged${among}.sum()),
        "attacks found": tp,
        "attacks missed": fn,
        "false alarms": fp,
        "quiet normal flows": tn,
        "precision": precision_score(truth, alarm, zero_division=np.nan),
        "recall": recall_score(truth, alarm, zero_division=np.nan),
        "F1": f1_score(truth, alarm, zero_division=np.nan),
        "ROC AUC": roc_auc_score(truth, anomaly),
        "average precision": average_precision_score(truth, anomaly),
    }`;
}

/** The share of each attack that is found, hardest first. */
function foundFunction(source: PythonSource, byTime: boolean): string {
  const type = attackNames(source);
  const rows = byTime ? '.iloc[judged[y[judged] == 1]]' : '[y == 1]';
  return `def found(flagged):
    attacks = pd.DataFrame({"attack": ${type}, "flagged": flagged})${rows}
    by_attack = attacks.groupby("attack", sort=False)["flagged"]
    table = by_attack.agg(flows="size", found="sum", share="mean").sort_values("share", kind="stable")
    return table.to_string(float_format="{:.6f}".format)`;
}
