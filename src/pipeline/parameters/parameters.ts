import { InputError } from '../../data/errors.ts';
import { parseTime } from '../baseline/baseline-time.ts';
import { MEMBER_NAMES } from '../detecting/detector-table.ts';
import type { LabParameters } from './lab-parameters.ts';
import { PARAMETERS } from './parameter-facts.ts';
import type { ParameterFacts } from './parameter-types.ts';
import { parseSeeds } from './seeds.ts';

/** By which no member's answer can drown the last bits of another's. */
const MOST_WEIGHT = 1000;

/** The notebook's value of every parameter. */
export const NOTEBOOK_PARAMETERS = Object.fromEntries(
  PARAMETERS.map((facts) => [facts.key, facts.default]),
) as unknown as LabParameters;

/**
 * Reads a parameter's value as a person types it: `0.1`, `auto`, `a,b,c`, `web=600,ddos=0`.
 *
 * @throws InputError that says what is expected and what came
 */
export function parseParameter(
  facts: ParameterFacts,
  text: string,
): LabParameters[keyof LabParameters] {
  switch (facts.kind) {
    case 'text':
      if (text.trim() === '') throw unexpected(facts, 'an integer or any text', text);
      return text;
    case 'seeds':
      parseSeeds(text);
      return text.trim();
    case 'time':
      if (text.trim() !== '' && Number.isNaN(parseTime(text))) {
        throw unexpected(facts, 'a time such as 2018-07-25T10:00:00Z, or seconds since 1970', text);
      }
      return text.trim();
    case 'switch':
      return parseSwitch(facts, text);
    case 'number':
      return parseNumber(facts, text);
    case 'choice':
      if (!facts.choices.includes(text)) throw unexpected(facts, facts.choices.join(' or '), text);
      return text;
    case 'list':
      return parseList(facts, text);
    case 'counts':
      return parseCounts(facts, text);
    case 'weights':
      return parseWeights(facts, text);
  }
}

/** The text that `parseParameter` reads back as `value`. */
export function formatParameter(value: LabParameters[keyof LabParameters]): string {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, count]) => `${name}=${count}`)
      .join(',');
  }
  return String(value);
}

/** A parameter as it is set, as text; by its default where what was kept is older than it. */
export function parameterText(facts: ParameterFacts, parameters: LabParameters): string {
  return formatParameter(parameters[facts.key] ?? facts.default);
}

function unexpected(facts: ParameterFacts, expected: string, text: string): InputError {
  return new InputError(`${facts.label} must be ${expected}; got "${text}".`);
}

function parseSwitch(facts: ParameterFacts, text: string): boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw unexpected(facts, 'true or false', text);
}

function parseNumber(
  facts: Extract<ParameterFacts, { kind: 'number' }>,
  text: string,
): number | string {
  const { min, max, above = false, whole = false, words = [] } = facts;
  if (words.includes(text)) return text;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const inside = value <= max && (above ? value > min : value >= min);
  if (!inside || (whole && !Number.isInteger(value))) {
    const range = `${above ? 'above' : 'from'} ${min} ${above ? 'and up to' : 'to'} ${max}`;
    const number = `${whole ? 'a whole number' : 'a number'} ${range}`;
    throw unexpected(facts, [...words, number].join(' or '), text);
  }
  return value;
}

function parseList(
  facts: Extract<ParameterFacts, { kind: 'choice' | 'list' }>,
  text: string,
): string[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !facts.choices.includes(name));
  if (unknown !== undefined) throw unexpected(facts, `among ${facts.choices.join(', ')}`, unknown);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) throw unexpected(facts, 'a list without repetition', repeated);
  return names;
}

function parseWeights(
  facts: Extract<ParameterFacts, { kind: 'weights' }>,
  text: string,
): LabParameters['ensembleWeights'] {
  const weights: Record<string, number> = { ...NOTEBOOK_PARAMETERS.ensembleWeights };
  const named = new Set<string>();
  for (const part of text.split(',')) {
    const [name, number = '', ...rest] = part.split('=').map((word) => word.trim());
    const weight = number === '' || rest.length > 0 ? Number.NaN : Number(number);
    if (!(weight >= 0 && weight <= MOST_WEIGHT)) {
      throw unexpected(facts, 'like isolation-forest=2, each weight from 0 to 1000', part);
    }
    if (!MEMBER_NAMES.includes(name))
      throw unexpected(facts, `among ${facts.choices.join(', ')}`, name);
    if (named.has(name)) throw unexpected(facts, 'a list that names each member once', part.trim());
    named.add(name);
    weights[name] = weight;
  }
  return weights;
}

function parseCounts(facts: ParameterFacts, text: string): Record<string, number> {
  const counts: Record<string, number> = { ...(NOTEBOOK_PARAMETERS.counts as object) };
  const named = new Set<string>();
  for (const part of text.split(',')) {
    const [, name, digits] = /^\s*([a-z0-9_]+)\s*=\s*(\d+)\s*$/.exec(part) ?? [];
    if (name === undefined) throw unexpected(facts, 'like web=600,ddos=0', part);
    if (!Object.hasOwn(counts, name)) {
      throw unexpected(facts, `among ${Object.keys(counts).join(', ')}`, name);
    }
    if (named.has(name))
      throw unexpected(facts, 'a list that names each profile once', part.trim());
    named.add(name);
    counts[name] = Number(digits);
  }
  return counts;
}
