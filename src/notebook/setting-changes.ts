import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../pipeline/parameters/parameter-facts.ts';
import type { ParameterKey, ParameterValue } from '../pipeline/parameters/parameter-types.ts';
import { formatParameter, parameterText } from '../pipeline/parameters/parameters.ts';

/** Names are listed up to so many. */
const FEW = 3;

/**
 * What is set otherwise now than then, each as `name: then → now`, in the order of the table of
 * parameters.
 *
 * @param keys the parameters that count; without, all
 */
export function settingChanges(
  then: LabParameters,
  now: LabParameters,
  keys?: ReadonlySet<ParameterKey>,
): string[] {
  return PARAMETERS.flatMap((facts) => {
    const { key, label, default: usual } = facts;
    const counts = keys === undefined || keys.has(key);
    if (!counts || parameterText(facts, then) === parameterText(facts, now)) return [];
    return [`${label}: ${changeInWords(then[key] ?? usual, now[key] ?? usual)}`];
  });
}

function changeInWords(then: ParameterValue, now: ParameterValue): string {
  if (Array.isArray(then) && Array.isArray(now)) return listChange(then, now);
  if (typeof then === 'object' && typeof now === 'object') {
    return countChange(Object.entries(then), new Map(Object.entries(now)));
  }
  return `${say(then)} → ${say(now)}`;
}

function say(value: ParameterValue): string {
  return formatParameter(value) || 'not set';
}

function listChange(then: readonly string[], now: readonly string[]): string {
  const parts = [
    inWords(
      then.filter((one) => !now.includes(one)),
      'removed',
    ),
    inWords(
      now.filter((one) => !then.includes(one)),
      'added',
    ),
  ];
  return `${then.length} → ${now.length} (${parts.filter((part) => part !== '').join(', ')})`;
}

function inWords(names: readonly string[], what: string): string {
  if (names.length === 0) return '';
  return names.length > FEW ? `${names.length} ${what}` : `${what} ${names.join(', ')}`;
}

function countChange(
  then: readonly (readonly [string, unknown])[],
  now: ReadonlyMap<string, unknown>,
): string {
  const changed = then.filter(([name, count]) => now.get(name) !== count);
  if (changed.length > FEW) return `${changed.length} of ${then.length} changed`;
  return changed.map(([name, count]) => `${name} ${count} → ${now.get(name)}`).join(', ');
}
