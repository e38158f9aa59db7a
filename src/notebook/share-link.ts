import { InputError } from '../data/errors.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../pipeline/parameters/parameter-facts.ts';
import type { ParameterFacts } from '../pipeline/parameters/parameter-types.ts';
import {
  formatParameter,
  NOTEBOOK_PARAMETERS,
  parameterText,
  parseParameter,
} from '../pipeline/parameters/parameters.ts';

/** Of the link's form. A link of a later version is read as far as it can be understood. */
const VERSION = 1;

/** Keys of the address that say something else than a parameter. */
const OTHER_KEYS = ['v', 'present', 'lesson'];

/** Parameters read from a link, and what of it could not be used, in sentences. */
export interface OpenedLink {
  readonly parameters: LabParameters;
  readonly problems: readonly string[];
}

/**
 * The query of a link that sets these parameters: what differs from the notebook, by the command
 * line's names, but for what tells of a person's own traffic. Empty for the notebook itself.
 *
 * @param isOwnOpen something of a person's own is open: what was chosen by that is left out, too
 */
export function encodeLink(parameters: LabParameters, isOwnOpen = false): string {
  const query = new URLSearchParams();
  for (const facts of PARAMETERS) {
    if (isOwnOpen && facts.private === 'while own is open') continue;
    const text = differenceOf(facts, parameters);
    if (text !== null) query.set(facts.flag, text);
  }
  if (query.size === 0) return '';
  return `v=${VERSION}&${query}`;
}

/** Reads a query part by part: what cannot be used keeps the notebook's value and is told. */
export function decodeLink(query: string): OpenedLink {
  const words = new URLSearchParams(query);
  const problems: string[] = [];
  const version = words.get('v');
  if (version !== null && version !== String(VERSION)) {
    problems.push(
      `The link is of another version (${short(version)}): parts may not be understood.`,
    );
  }
  const given: Partial<Record<keyof LabParameters, unknown>> = {};
  for (const [flag, text] of words) {
    if (OTHER_KEYS.includes(flag)) continue;
    const facts = PARAMETERS.find((row) => row.flag === flag);
    if (facts === undefined) {
      problems.push(`The link sets “${short(flag)}”, which this lab does not know.`);
      continue;
    }
    if (isPrivate(facts, text)) {
      problems.push(`The link sets “${facts.label}” in a way that no link may. It is left alone.`);
      continue;
    }
    try {
      given[facts.key] = parseParameter(facts, text);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(`${short(error.message)} The notebook's value is used.`);
    }
  }
  return { parameters: { ...NOTEBOOK_PARAMETERS, ...given } as LabParameters, problems };
}

/** The parameter as text if it differs from the notebook's; of counts only those that differ. */
function differenceOf(facts: ParameterFacts, parameters: LabParameters): string | null {
  if (facts.key === 'counts') {
    const standard = NOTEBOOK_PARAMETERS.counts;
    const changed = Object.entries(parameters.counts).filter(
      ([name, count]) => standard[name] !== count,
    );
    return changed.length === 0 ? null : formatParameter(Object.fromEntries(changed));
  }
  const text = parameterText(facts, parameters);
  const same = text === formatParameter(facts.default);
  return same || isPrivate(facts, text) ? null : text;
}

function isPrivate({ private: values }: ParameterFacts, text: string): boolean {
  if (values === undefined || values === 'while own is open') return false;
  return values === true || values.includes(text);
}

function short(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
