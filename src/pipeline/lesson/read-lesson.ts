import { InputError } from '../../data/errors.ts';
import { Field, parseShallowJson } from '../../data/json-fields.ts';
import { parseRule } from '../triage/rules.ts';
import { checkFigures } from './figures.ts';
import {
  type Choice,
  type Guide,
  LESSON_KIND,
  LESSON_TRAFFIC,
  LESSON_VERSION,
  type Lesson,
  type LessonStep,
  type LessonTraffic,
  MOST_WORDS,
  type Question,
  type SettingsText,
  type Task,
  type Transfer,
  type Why,
  type WrongAnswer,
} from './lesson.ts';
import { isLessonPlace } from './lesson-places.ts';
import { factsOf, parseSettings } from './lesson-settings.ts';
import { allowOnly, readCheck } from './read-check.ts';

/** Characters of a lesson's file at most; of a text, a title, a name. */
const LARGEST = 1 << 20;
const LONGEST_TEXT = 800;
const LONGEST_TITLE = 120;
const MOST_STEPS = 40;
const MOST_CHOICES = 12;
const MOST_ANSWERS = 12;
const MOST_SETTINGS = 40;
const LONGEST_VALUE = 2000;

/** A name that can stand in a link and in a file's name. */
const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;

/**
 * Reads a lesson from the text of its file. Whatever the text says, nothing of it is run. O(characters).
 *
 * @throws InputError that names the place, what is expected there and what stands there
 */
export function readLesson(text: string): Lesson {
  if (text.length > LARGEST) {
    throw new InputError(`Longer than the ${LARGEST} characters that a lesson may have.`);
  }
  const root = new Field(parseShallowJson(text), '');
  checkKind(root);
  allowOnly(root, [
    '$schema',
    'kind',
    'version',
    'name',
    'title',
    'about',
    'objectives',
    'before',
    'seeds',
    'traffic',
    'settings',
    'steps',
  ]);
  const traffic = readTraffic(root.at('traffic'), 'generated');
  const steps = root.at('steps').list('steps', 1, MOST_STEPS);
  const lesson = {
    name: readName(root.at('name')),
    title: root.at('title').word(LONGEST_TITLE),
    about: root.at('about').word(LONGEST_TEXT),
    objectives: root.at('objectives').words(1, 12, LONGEST_TEXT),
    before: root.at('before').word(LONGEST_TEXT),
    seeds: root.at('seeds').oneOf(['same', 'own']),
    settings: readSettings(root.at('settings')),
    steps: steps.map((step) => readStep(step, traffic)),
  };
  checkNames(root, lesson.steps);
  return lesson;
}

function checkKind(root: Field): void {
  if (root.at('kind').value !== LESSON_KIND) {
    throw new InputError(
      `This is JSON, but no lesson: a lesson begins with "kind": "${LESSON_KIND}".`,
    );
  }
  const version = root.at('version').count();
  if (version > LESSON_VERSION) {
    throw new InputError(
      `This lesson is of a later form (${version}) than this version of the lab reads (${LESSON_VERSION}): update the lab.`,
    );
  }
}

function checkNames(root: Field, steps: readonly LessonStep[]): void {
  const names = steps.map(({ name }) => name);
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (twice < 0) return;
  throw root
    .at('steps')
    .list('steps', 1, MOST_STEPS)
    [twice].at('name')
    .expected('a name that no other step has');
}

function readStep(field: Field, usual: LessonTraffic): LessonStep {
  allowOnly(field, [
    'name',
    'title',
    'goal',
    'minutes',
    'text',
    'where',
    'traffic',
    'settings',
    'touch',
    'task',
    'hints',
    'why',
    'transfer',
    'guide',
  ]);
  return {
    name: readName(field.at('name')),
    title: field.at('title').word(LONGEST_TITLE),
    goal: field.at('goal').word(LONGEST_TEXT),
    minutes: readMinutes(field.at('minutes')),
    text: readStepText(field.at('text')),
    where: readWhere(field.at('where')),
    traffic: readTraffic(field.at('traffic'), usual),
    settings: readSettings(field.at('settings')),
    touch: readTouch(field.at('touch')),
    task: readTask(field.at('task')),
    hints: optional(field.at('hints'), (hints) => hints.words(0, 8, LONGEST_TEXT), []),
    why: optional(field.at('why'), readWhy, null),
    transfer: optional(field.at('transfer'), readTransfer, null),
    guide: readGuide(field.at('guide')),
  };
}

function optional<Value>(field: Field, read: (field: Field) => Value, missing: Value): Value {
  return field.value === undefined ? missing : read(field);
}

function readName(field: Field): string {
  const name = field.word(60);
  if (!NAME.test(name)) throw field.expected('a name of small letters, digits and hyphens');
  return name;
}

function readMinutes(field: Field): number {
  const minutes = field.number();
  if (minutes < 0.5 || minutes > 120) throw field.expected('minutes, 0.5 to 120');
  return minutes;
}

function readStepText(field: Field): string {
  const text = readPlain(field);
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  if (words > MOST_WORDS) throw field.expected(`text of at most ${MOST_WORDS} words, not ${words}`);
  return text;
}

function readPlain(field: Field): string {
  return field.word(LONGEST_TEXT);
}

/** Text that may hold figures. */
function readText(field: Field): string {
  const text = field.word(LONGEST_TEXT);
  field.named(() => checkFigures(text));
  return text;
}

function readWhere(field: Field): string {
  const where = field.word(60);
  if (!isLessonPlace(where)) {
    throw field.expected(
      'a cell or place of the page, as links name it, such as compare or triage',
    );
  }
  return where;
}

function readTraffic(field: Field, missing: LessonTraffic): LessonTraffic {
  return optional(field, (given) => given.oneOf(LESSON_TRAFFIC), missing);
}

function readSettings(field: Field): SettingsText {
  if (field.value === undefined) return {};
  const flags = field.keys();
  if (flags.length > MOST_SETTINGS) throw field.expected(`at most ${MOST_SETTINGS} settings`);
  const settings = Object.fromEntries(
    flags.map((flag) => [flag, field.at(flag).word(LONGEST_VALUE)]),
  );
  field.named(() => parseSettings(settings));
  return settings;
}

function readTouch(field: Field): string[] {
  const flags = optional(field, (given) => given.words(0, MOST_SETTINGS, 60), []);
  field.named(() => flags.map(factsOf));
  return flags;
}

function readTask(field: Field): Task {
  const kind = field.at('kind').oneOf(['settings', 'rule', 'choice']);
  if (kind === 'choice') {
    allowOnly(field, ['kind', 'ask', 'choices', 'so']);
    return { kind, ...readQuestion(field) };
  }
  allowOnly(field, ['kind', 'ask', 'check', 'right', 'wrong', 'so']);
  const solved = { ask: readPlain(field.at('ask')), check: readCheck(field.at('check')) };
  const so = readText(field.at('so'));
  if (kind === 'settings') {
    return { kind, ...solved, so, ...readAnswers(field, readSettings) };
  }
  return { kind, ...solved, so, ...readAnswers(field, readRule) };
}

function readAnswers<Answer>(field: Field, read: (field: Field) => Answer) {
  return {
    right: field.at('right').list('right answers', 1, MOST_ANSWERS).map(read),
    wrong: field
      .at('wrong')
      .list('wrong answers', 1, MOST_ANSWERS)
      .map((wrong): WrongAnswer<Answer> => {
        allowOnly(wrong, ['answer', 'when', 'say']);
        return {
          answer: read(wrong.at('answer')),
          when: readCheck(wrong.at('when')),
          say: readText(wrong.at('say')),
        };
      }),
  };
}

function readRule(field: Field): string {
  const rule = field.word(200);
  field.named(() => parseRule(rule));
  return rule;
}

function readQuestion(field: Field): Question {
  return {
    ask: readPlain(field.at('ask')),
    choices: field.at('choices').list('answers', 2, MOST_CHOICES).map(readChoice),
    so: readText(field.at('so')),
  };
}

function readChoice(field: Field): Choice {
  allowOnly(field, ['text', 'right', 'say']);
  const right = readCheck(field.at('right'));
  const say = optional(field.at('say'), readText, '');
  if (right !== true && say === '') {
    throw field.at('say').expected('what to say to who chose this and was wrong');
  }
  return { text: readPlain(field.at('text')), right, say };
}

function readWhy(field: Field): Why {
  const kind = field.at('kind').oneOf(['choice', 'write']);
  if (kind === 'choice') {
    allowOnly(field, ['kind', 'ask', 'choices', 'so']);
    return { kind, ...readQuestion(field) };
  }
  allowOnly(field, ['kind', 'ask', 'model']);
  return { kind, ask: readPlain(field.at('ask')), model: readPlain(field.at('model')) };
}

function readTransfer(field: Field): Transfer {
  allowOnly(field, ['settings', 'ask', 'choices', 'so']);
  return { settings: readSettings(field.at('settings')), ...readQuestion(field) };
}

function readGuide(field: Field): Guide {
  allowOnly(field, ['show', 'ask', 'surprises']);
  return {
    show: readPlain(field.at('show')),
    ask: readPlain(field.at('ask')),
    surprises: readPlain(field.at('surprises')),
  };
}
