import { visibleJson } from '../../data/visible-text.ts';

/** Values as Python spells them, and calls that fit on a line or are broken into several. */

type PythonValue = string | number | boolean;

/** Code longer than this is broken. */
const LINE_LENGTH = 92;

/** How pandas prints a figure, as the lab does. */
export const SIX_DIGITS = 'float_format="{:.6f}".format';

/** A text, a number or a switch in Python. */
export function literal(value: PythonValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  // JSON's escapes are Python's too.
  return typeof value === 'string' ? visibleJson(value) : String(value);
}

/** A number that scikit-learn reads as a share up to 1 and as a count above: 1 is the whole share. */
export function shareOrCount(value: number): string {
  return value === 1 ? '1.0' : String(value);
}

/** A list on one line, or filled line by line. */
export function list(values: readonly PythonValue[], before = ''): string {
  const words = values.map(literal);
  const oneLine = `[${words.join(', ')}]`;
  if (before.length + oneLine.length <= LINE_LENGTH) return before + oneLine;
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 2 <= LINE_LENGTH) {
      lines[lines.length - 1] = `${last} ${word},`;
    } else lines.push(`    ${word},`);
  }
  return `${before}[\n${lines.join('\n')}\n]`;
}

/** `before` and a call of `name`, one argument a line where they do not fit on one. */
export function call(name: string, args: readonly string[], before = ''): string {
  const oneLine = `${before}${name}(${args.join(', ')})`;
  if (oneLine.length <= LINE_LENGTH) return oneLine;
  return `${before}${name}(\n${args.map((argument) => `    ${argument},\n`).join('')})`;
}

/** Blocks of code with an empty line between them; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
