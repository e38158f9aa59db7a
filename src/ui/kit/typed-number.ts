import { InputError } from '../../data/errors.ts';

const PLAIN = /^[-+−]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const GROUPED = /^[-+−]?[1-9]\d{0,2}([, _]\d{3})+(\.\d+)?$/;

/**
 * The number that a person typed: `0.53`, `1e6`, or in groups of three, `1,000,000`.
 *
 * @throws InputError on anything else, a decimal comma among it
 */
export function parseTypedNumber(text: string, example: string): number {
  const typed = text.trim();
  if (!PLAIN.test(typed) && !GROUPED.test(typed)) {
    throw new InputError(`Type a number such as ${example}; got “${typed}”.`);
  }
  return Number(typed.replaceAll(/[, _]/g, '').replace('−', '-'));
}
