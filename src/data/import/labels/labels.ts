import { ATTACK, NORMAL, UNLABELLED } from '../../flow-table.ts';
import { parseDecimal } from '../text/text-cells.ts';

/**
 * The vocabulary of labels: what a word means in the label column of any file, whatever its format.
 * Words are written as `plainWord` leaves them. What a number, `YES` or `NO` means depends on its
 * column (see `judgeWords`); every word that is neither here nor there names an attack.
 */
const VOCABULARY: ReadonlyMap<string, number> = new Map(
  (
    [
      [
        NORMAL,
        'benign, normal, good, legit, legitimate, clean, inlier, inliers, ok, okay, none, fine, safe, ' +
          'harmless, genuine, nominal, regular',
      ],
      [
        ATTACK,
        'attack, attacks, attacker, malicious, malign, malware, bad, anomaly, anomalous, abnormal, ' +
          'outlier, outliers, intrusion, threat, evil, hostile',
      ],
      [
        UNLABELLED,
        // The empty word is that of a cell without one; the last three are what versions of
        // CICFlowMeter write until someone puts a label there.
        ', -, --, ---, ?, (empty), background, unknown, unlabeled, unlabelled, not labeled, ' +
          'not labelled, unclassified, undetermined, undefined, nan, null, nil, na, n/a, \\n, ' +
          'no label, nolabel, needmanuallabel, cic',
      ],
    ] as const
  ).flatMap(([label, words]) => words.split(', ').map((word) => [word, label] as const)),
);

/** The word of a yes, and of a no: what they affirm is what the column is called. */
const YES: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', 'positive']);
const NO: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n', 'negative']);

/** `BenignTraffic`, `flow=From-Normal-V42`, `Legitimate traffic`; not `abnormal`, nor `non-benign`. */
const MAY_BE_NORMAL = /benign|normal|legit|inlier/;
const NORMAL_PART =
  /(?<!\bnon|\bnot|\bno|\bun|\bab|\ban?|\bil)(?<!\b(?:non?|not)(?: an?)? )(?:benign|normal|legit|inlier)/;

/** `non-malicious`, `no attack`, `not an anomaly`. */
const DENIED_ATTACK =
  /^(?:non?|not)(?: an?)? ?(?:attack|anomal|malicious|malware|intrusi|threat|outlier|botnet|suspicious)/;

/**
 * Of CTU-13: Background is traffic that nobody judged, and `To-Botnet` or `To-Normal` what unknown
 * hosts sent to those that were judged. Source: the data set's README.
 */
const UNJUDGED = /^(?:flow=)?(?:(?:from )?background|to (?:background|botnet|normal))/;

/**
 * A word without what does not count: case, quotes and spaces around it, points at its end, and
 * whether its parts are joined by spaces, hyphens or underscores. `Normal.` is `normal`.
 */
export function plainWord(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replace(/\.+$/, '')
    .replace(/([\p{L}\p{N}])[\s_-]+(?=[\p{L}\p{N}])/gu, '$1 ');
}

/** The number that a label is, with a point or a comma; NaN where it is a word. */
export function labelNumber(word: string): number {
  const plain = plainWord(word);
  // Most words do not begin as numbers do.
  if (!/^[+\-.\d]/.test(plain)) return Number.NaN;
  return parseDecimal(plain.replace(/^([+-]?\d+),(\d+)$/, '$1.$2'));
}

/**
 * What the vocabulary makes of a word that is no number: a class, a yes or a no; `undefined` where
 * nobody knows it.
 */
export function meaningOf(word: string): number | 'yes' | 'no' | undefined {
  const plain = plainWord(word);
  if (YES.has(plain)) return 'yes';
  if (NO.has(plain)) return 'no';
  const known = VOCABULARY.get(plain);
  if (known !== undefined) return known;
  if (UNJUDGED.test(plain)) return UNLABELLED;
  return isNormalPart(plain) || DENIED_ATTACK.test(plain) ? NORMAL : undefined;
}

/** Whether a word says beyond doubt that something is normal, in whatever column it stands. */
export function tellsNormal(word: string): boolean {
  return isNormalPart(plainWord(word));
}

/** The first pattern is quick to say no. */
function isNormalPart(plain: string): boolean {
  return MAY_BE_NORMAL.test(plain) && NORMAL_PART.test(plain);
}

/** What a flow of this class is called when the file does not name its attack. */
export function defaultAttackType(label: number): string {
  if (label === NORMAL) return 'normal';
  return label === ATTACK ? 'attack' : 'unknown';
}

/**
 * What an attack is called: by its own name, else by its label where that names one. A number, a
 * yes, or a word for normal traffic or for no label is no name.
 */
export function attackName(label: number, labelWord: string, ownName: string): string {
  if (label !== ATTACK) return defaultAttackType(label);
  return [ownName, labelWord].map(asName).find((name) => name !== '') ?? defaultAttackType(ATTACK);
}

function asName(word: string): string {
  const name = word.trim();
  const meaning = meaningOf(name);
  const names = meaning === ATTACK || meaning === undefined;
  return names && Number.isNaN(labelNumber(name)) ? name : '';
}
