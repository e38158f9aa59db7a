import { InputError } from '../../data/errors.ts';
import type { Field } from '../../data/json-fields.ts';
import { type Asked, type Check, COMPARISONS } from './checks.ts';
import { FIGURE_LOOKS } from './figures.ts';
import { parsePath } from './report-path.ts';

/** Checks within each other at most, and in all. */
const DEEPEST = 6;
const MOST_CHECKS = 60;
const LONGEST_NAME = 120;
const LONGEST_PATH = 200;

/**
 * Reads a check from JSON that nobody has looked at yet. O(checks).
 *
 * @throws InputError that names the place and what to write there
 */
export function readCheck(field: Field): Check {
  return readWithin(field, 1, { left: MOST_CHECKS });
}

function readWithin(field: Field, depth: number, budget: { left: number }): Check {
  if (depth > DEEPEST || --budget.left < 0) {
    throw field.expected(`smaller: at most ${MOST_CHECKS} checks, ${DEEPEST} within each other`);
  }
  if (typeof field.value === 'boolean') return field.value;
  const keys = field.keys();
  for (const word of ['and', 'or'] as const) {
    if (!keys.includes(word)) continue;
    allowOnly(field, [word]);
    const parts = field.at(word).list('checks', 1, MOST_CHECKS);
    const checks = parts.map((part) => readWithin(part, depth + 1, budget));
    return word === 'and' ? { and: checks } : { or: checks };
  }
  if (keys.includes('count')) {
    allowOnly(field, ['count', 'where', 'is', 'value', 'name']);
    const where = readWithin(field.at('where'), depth + 1, budget);
    return { count: readPath(field.at('count')), where, ...readCompared(field) };
  }
  if (!keys.includes('path')) {
    throw field.expected('true, false, or a check with "path", "count", "and" or "or"');
  }
  allowOnly(field, ['path', 'is', 'value', 'name', 'as', 'of']);
  const [as, of] = [field.at('as'), field.at('of')];
  return {
    path: readPath(field.at('path')),
    ...readCompared(field),
    as: as.value === undefined ? 'text' : as.oneOf(FIGURE_LOOKS),
    of: of.value === undefined ? null : readPath(of),
  };
}

function readCompared(field: Field) {
  const name = field.at('name');
  return {
    is: field.at('is').oneOf(COMPARISONS),
    value: readAsked(field.at('value')),
    name: name.value === undefined ? '' : name.word(LONGEST_NAME),
  };
}

function readAsked(field: Field): Asked {
  const { value } = field;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return field.word(LONGEST_NAME);
  if (typeof value === 'number') return field.number();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw field.expected('a number, text, true, false or {"path": …}');
  }
  allowOnly(field, ['path', 'times']);
  const times = field.at('times');
  return {
    path: readPath(field.at('path')),
    times: times.value === undefined ? 1 : times.number(),
  };
}

function readPath(field: Field): string {
  const path = field.word(LONGEST_PATH);
  field.named(() => parsePath(path));
  return path;
}

/** A word that nobody reads is a mistake that nobody sees. @throws InputError that names it */
export function allowOnly(field: Field, known: readonly string[]): void {
  const other = field.keys().find((key) => !known.includes(key));
  if (other === undefined) return;
  const place = field.path === '' ? 'The file' : field.path;
  throw new InputError(
    `${place} has "${other.slice(0, 60)}", which is not known here: use ${known.join(', ')}.`,
  );
}
