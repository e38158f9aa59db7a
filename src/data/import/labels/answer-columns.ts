import { UNLABELLED } from '../../flow-table.ts';
import { UNSET_WORDS } from '../mapping/column-content.ts';
import { wordsOfName } from '../mapping/column-names.ts';
import { normalName } from '../text/header.ts';
import { labelNumber, meaningOf, tellsNormal } from './labels.ts';

/** Which columns of a table tell what its rows really are; −1 for none. */
export interface AnswerColumns {
  /** Says which rows are attacks. */
  readonly label: number;
  /** Says which attack. */
  readonly attackType: number;
  /** Answers besides: nothing that a detector may see. */
  readonly others: readonly number[];
  /** By their names they would be answers, but they hold more numbers than there are classes. */
  readonly doubtful: readonly number[];
}

/**
 * Finds the columns of answers by their names, checked against their cells, and by cells that speak
 * of benign or normal rows where names say nothing. A column of few whole numbers is one, too, where
 * its name says so, though nobody knows yet what they mean. O(columns × cells).
 *
 * @param cellsOf the first cells of a column
 */
export function answerColumns(
  names: readonly string[],
  cellsOf: (column: number) => readonly string[],
): AnswerColumns {
  const hasX = names.some((name) => normalName(name) === 'x');
  const candidates = names.map((name, column): Candidate => {
    const role = roleOf(name, hasX);
    const content = contentOfAnswer(cellsOf(column));
    const isNamed = role === 'class' || role === 'attack' || role === 'attack type';
    const isDoubtful = isNamed && content.kind === 'measures';
    return { column, ...likelihood(role, content), isDoubtful };
  });
  const label = likeliest(candidates, (each) => each.label);
  const doubtful = candidates.filter((each) => each.isDoubtful).map(({ column }) => column);
  if (label === undefined) return { label: -1, attackType: -1, others: [], doubtful };
  const rest = candidates.filter((each) => each !== label);
  const type = likeliest(rest, (each) => each.type);
  return {
    label: label.column,
    attackType: type?.column ?? -1,
    others: rest.filter((each) => each !== type && each.isAnswer).map(({ column }) => column),
    doubtful,
  };
}

/** A column, and how likely it says which rows are attacks, and which attack; 0: it does not. */
interface Candidate {
  readonly column: number;
  readonly label: number;
  readonly type: number;
  /** Whether it is an answer though another column is the label. */
  readonly isAnswer: boolean;
  readonly isDoubtful: boolean;
}

function likeliest(
  candidates: readonly Candidate[],
  score: (candidate: Candidate) => number,
): Candidate | undefined {
  const best = candidates.reduce((most, each) => Math.max(most, score(each)), 0);
  return best === 0 ? undefined : candidates.find((each) => score(each) === best);
}

/**
 * What a column is by its name: the label itself; another word for it; whether each row is an
 * `attack`, or which; the type of attack; more about the answer, such as a number of it; a category;
 * a type of anything; a target, as tables for other lessons have it; or none of these.
 */
type Role =
  | 'label'
  | 'class'
  | 'attack'
  | 'attack type'
  | 'more'
  | 'category'
  | 'type'
  | 'target'
  | 'any';

const CLASS_WORDS = new Set(
  (
    'label labels labeled labelled class classes classification malicious malware benign normal legit ' +
    'legitimate anomaly anomalous abnormal outlier outliers inlier inliers intrusion verdict truth'
  ).split(' '),
);
const ATTACK_WORDS = new Set(['attack', 'attacks', 'threat']);
const CATEGORY_WORDS = new Set('category cat subcategory subcat family'.split(' '));
const TYPE_WORDS = new Set(['type', 'types']);
/** Words that stand beside those. */
const BESIDE = new Set(
  (
    'is has was the of true ground bin binary multi multiclass flag name names detailed main sub ' +
    'traffic original encoded'
  ).split(' '),
);
/** What they tell of an answer is neither the class nor a name. */
const MORE = new Set('id ids code desc description tool attempted'.split(' '));

function roleOf(name: string, hasX: boolean): Role {
  // Of two columns of one name the second has a number behind it.
  const bare = name.trim().replace(/[\s_(]*\d+\)?$/, '');
  const plain = bare.toLowerCase();
  if (plain === 'label') return 'label';
  // Beside an x, y is where a point lies.
  if (plain === 'target' || (plain === 'y' && !hasX)) return 'target';
  // Of NSL-KDD: how many classifiers were right.
  if (/^difficulty(?:[ _]?level)?$/.test(plain)) return 'more';
  const words = wordsOfName(bare);
  const has = (known: ReadonlySet<string>) => words.some((word) => known.has(word));
  const all = [CLASS_WORDS, ATTACK_WORDS, CATEGORY_WORDS, TYPE_WORDS, BESIDE, MORE];
  if (!words.every((word) => all.some((known) => known.has(word)))) return 'any';
  const isAnswer = has(CLASS_WORDS) || has(ATTACK_WORDS);
  const isKind = has(CATEGORY_WORDS) || has(TYPE_WORDS) || words.includes('detailed');
  if (has(MORE)) return isAnswer || has(CATEGORY_WORDS) ? 'more' : 'any';
  if (isAnswer && isKind) return 'attack type';
  if (has(CATEGORY_WORDS)) return 'category';
  if (has(TYPE_WORDS)) return 'type';
  if (has(ATTACK_WORDS)) return 'attack';
  return has(CLASS_WORDS) ? 'class' : 'any';
}

/** What the cells of a column could be as answers. */
interface AnswerContent {
  /**
   * Yes and no in words or as −1, 0 and 1; words; whole numbers that may count classes; other
   * numbers; or nothing.
   */
  readonly kind: 'flags' | 'words' | 'codes' | 'measures' | 'nothing';
  /** Whether some say beyond doubt that a row is normal, and there are no more than of classes. */
  readonly saysNormal: boolean;
}

/** More distinct values than that count no classes. */
const MOST_CLASSES = 100;

const isUnset = new Set(['', ...UNSET_WORDS]);

function contentOfAnswer(cells: readonly string[]): AnswerContent {
  const words = [...new Set(cells.map((cell) => cell.trim()))].filter(
    (word) => !isUnset.has(word) && meaningOf(word) !== UNLABELLED,
  );
  const numbers = words.map((word) => labelNumber(word));
  const ofWords = words.filter((_, i) => Number.isNaN(numbers[i]));
  const saysNormal = words.length <= MOST_CLASSES && ofWords.some(tellsNormal);
  if (words.length === 0) return { kind: 'nothing', saysNormal };
  const areYesOrNo = ofWords.every((word) => /^(?:yes|no)$/.test(String(meaningOf(word))));
  const isFlag = (value: number) => value === -1 || value === 0 || value === 1;
  if (areYesOrNo && numbers.every((value) => Number.isNaN(value) || isFlag(value))) {
    return { kind: 'flags', saysNormal };
  }
  if (2 * ofWords.length > words.length) return { kind: 'words', saysNormal };
  const areWhole = numbers.every((value) => Number.isNaN(value) || Number.isInteger(value));
  const areCodes = words.length <= MOST_CLASSES && areWhole;
  return { kind: areCodes ? 'codes' : 'measures', saysNormal };
}

function likelihood(
  role: Role,
  { kind, saysNormal }: AnswerContent,
): Omit<Candidate, 'column' | 'isDoubtful'> {
  const ofWords = kind === 'words';
  // Numbers that nobody has explained judge nothing where another column does.
  const understood = kind === 'codes' || kind === 'measures' ? 0.5 : 1;
  const isCountable = kind !== 'measures';
  switch (role) {
    case 'label':
      return { label: understood, type: ofWords ? 0.8 : 0, isAnswer: true };
    case 'class':
      return {
        label: isCountable ? 0.9 * understood : 0,
        type: ofWords ? 0.8 : 0,
        isAnswer: isCountable,
      };
    case 'attack':
      return {
        label: isCountable ? (ofWords ? 0.7 : 0.9) * understood : 0,
        type: ofWords ? 0.9 : 0,
        isAnswer: isCountable,
      };
    case 'attack type':
      return {
        label: isCountable ? 0.6 * understood : 0,
        type: isCountable && kind !== 'flags' ? (ofWords ? 1 : 0.3) : 0,
        isAnswer: isCountable,
      };
    case 'more':
      return { label: 0, type: 0, isAnswer: isCountable };
    case 'category':
      return {
        label: ofWords && saysNormal ? 0.4 : 0,
        type: ofWords ? 0.7 : 0,
        isAnswer: isCountable,
      };
    case 'type':
      return {
        label: ofWords && saysNormal ? 0.4 : 0,
        type: ofWords ? 0.6 : 0,
        isAnswer: false,
      };
    case 'target':
      return { label: isCountable ? 0.5 * understood : 0, type: 0, isAnswer: false };
    case 'any': {
      const tells = ofWords && saysNormal;
      return { label: tells ? 0.35 : 0, type: tells ? 0.5 : 0, isAnswer: false };
    }
  }
}
