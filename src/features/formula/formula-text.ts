import type { Formula, NamedNumbers, Operand } from './formula.ts';
import { FUNCTIONS, type FunctionName } from './functions.ts';
import { OPERATORS, type Operator, precedenceOf } from './operators.ts';

/** How a language spells the parts of a formula. */
export interface Spelling {
  readonly column: (name: string) => string;
  readonly call: (name: FunctionName, argument: string) => string;
  /** A comparison as 0 or 1. */
  readonly flag: (comparison: string) => string;
  readonly among: (column: string, numbers: NamedNumbers) => string;
}

/** A formula in a language. Operands of a looser or equal operator stand in brackets. */
export function spell(operand: Operand, spelling: Spelling): string {
  if (typeof operand === 'number') return String(operand);
  if (typeof operand === 'string') return spelling.column(operand);
  if (operand.length === 2) {
    const [name, argument] = operand;
    return spelling.call(name, spell(argument, spelling));
  }
  if (operand[1] === 'in') {
    return spelling.among(spelling.column(operand[0]), operand[2]);
  }
  if (operand[1] === 'is') {
    return spelling.flag(`${spelling.column(operand[0])} == "${operand[2]}"`);
  }
  return spellOperation(operand, spelling);
}

function spellOperation(
  [left, operator, right]: readonly [Operand, Operator, Operand],
  spelling: Spelling,
): string {
  const { precedence } = OPERATORS[operator];
  // What stands on the right is computed first: a + (b + c) may round otherwise than (a + b) + c.
  const text = [
    bracketed(left, precedence, spelling),
    operator,
    bracketed(right, precedence + 1, spelling),
  ].join(' ');
  return 'compares' in OPERATORS[operator] ? spelling.flag(text) : text;
}

/** An operand, in brackets where it binds more loosely than `least`. */
function bracketed(operand: Operand, least: number, spelling: Spelling): string {
  const text = spell(operand, spelling);
  const isLoose =
    typeof operand === 'object' && operand.length === 3 && precedenceOf(operand[1]) < least;
  return isLoose ? `(${text})` : text;
}

/**
 * A formula as the screen shows it: `bytes_sent / (total_bytes + 1)`.
 *
 * @param columnWords what stands for a column, where that is not its name
 */
export function wordsOf(
  formula: Formula,
  columnWords: Readonly<Record<string, string>> = {},
): string {
  return spell(formula, {
    column: (name) => columnWords[name] ?? name,
    call: (name, argument) => FUNCTIONS[name].words(argument),
    flag: (comparison) => comparison,
    among: (column, { name }) => `${column} in ${name}`,
  });
}
