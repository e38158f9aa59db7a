import { countOf } from '../run/words.ts';
import { type FigureLook, figureWords } from './figures.ts';
import { valueAt } from './report-path.ts';

/** How a figure may compare with what is asked. */
export const COMPARISONS = ['equals', 'at least', 'at most', 'above', 'below', 'contains'] as const;
type Comparison = (typeof COMPARISONS)[number];

/** What a figure is compared with: a value, or another figure of the same report, so many times. */
export type Asked = string | number | boolean | { readonly path: string; readonly times: number };

/** What both kinds of comparison say of themselves. */
interface Compared {
  readonly is: Comparison;
  readonly value: Asked;
  /** What the figure is, for people: `DNS tunnels found`. */
  readonly name: string;
}

/** A figure of the report compared with what is asked. */
export interface FigureCheck extends Compared {
  readonly path: string;
  readonly as: FigureLook;
  /** Of a share: where the number stands that it is a share of, so that what is missing can be counted. */
  readonly of: string | null;
}

/** How many items of a list, or fields of an object, pass a check of their own. */
export interface CountCheck extends Compared {
  readonly count: string;
  readonly where: Check;
}

/** What must hold in a report. The vocabulary is closed: nothing of it is run as code. */
export type Check =
  | boolean
  | FigureCheck
  | CountCheck
  | { readonly and: readonly Check[] }
  | { readonly or: readonly Check[] };

/** Whether it holds, and if not what is still missing, in sentences. */
export interface Outcome {
  readonly holds: boolean;
  readonly missing: readonly string[];
}

const HOLDS: Outcome = { holds: true, missing: [] };

/** Items that a count looks at, over a whole check; more are left out. */
const MOST_ITEMS = 200_000;

/**
 * Looks whether a check holds in a report. The check's size bounds the time, and a budget the items
 * that are looked at. Pure.
 */
export function evaluateCheck(
  check: Check,
  report: unknown,
  budget = { items: MOST_ITEMS },
): Outcome {
  if (typeof check === 'boolean') return { holds: check, missing: [] };
  if ('and' in check) {
    const outcomes = check.and.map((one) => evaluateCheck(one, report, budget));
    const missing = outcomes.flatMap((one) => one.missing);
    return outcomes.every(({ holds }) => holds) ? HOLDS : { holds: false, missing };
  }
  if ('or' in check) {
    const outcomes = check.or.map((one) => evaluateCheck(one, report, budget));
    // The way to the first of them is told: those to all would confuse.
    return outcomes.find(({ holds }) => holds) ?? outcomes[0] ?? { holds: false, missing: [] };
  }
  if ('count' in check) return countOutcome(check, report, budget);
  return figureOutcome(check, report);
}

function figureOutcome(check: FigureCheck, report: unknown): Outcome {
  const figure = valueAt(report, check.path);
  const asked = askedIn(check.value, report);
  if (holdsFor(figure, check.is, asked)) return HOLDS;
  return { holds: false, missing: [figureMissing(check, figure, asked, report)] };
}

function countOutcome(
  { count, where, is, value, name }: CountCheck,
  report: unknown,
  budget: { items: number },
): Outcome {
  const list = valueAt(report, count);
  const all = typeof list === 'object' && list !== null ? Object.values(list) : null;
  const items = all?.slice(0, budget.items) ?? [];
  budget.items -= items.length;
  const found = items.filter((item) => evaluateCheck(where, item, budget).holds).length;
  const asked = askedIn(value, report);
  if (all !== null && holdsFor(found, is, asked)) return HOLDS;
  if (all === null) return { holds: false, missing: [nothingThere(name)] };
  return { holds: false, missing: [distance(name, found, is, asked, countOf)] };
}

function askedIn(asked: Asked, report: unknown): unknown {
  if (typeof asked !== 'object') return asked;
  const other = valueAt(report, asked.path);
  return typeof other === 'number' ? other * asked.times : other;
}

function holdsFor(figure: unknown, is: Comparison, asked: unknown): boolean {
  if (is === 'equals') return figure !== undefined && figure === asked;
  if (is === 'contains') return Array.isArray(figure) && figure.includes(asked);
  if (typeof figure !== 'number' || typeof asked !== 'number') return false;
  switch (is) {
    case 'at least':
      return figure >= asked;
    case 'at most':
      return figure <= asked;
    case 'above':
      return figure > asked;
    case 'below':
      return figure < asked;
  }
}

function nothingThere(name: string): string {
  return `${name}: this run has no such figure.`;
}

function figureMissing(
  { path: _, as, of, is, name }: FigureCheck,
  figure: unknown,
  asked: unknown,
  report: unknown,
): string {
  if (figure === undefined || figure === null) return nothingThere(name);
  const total = of === null ? undefined : valueAt(report, of);
  if (typeof total === 'number' && typeof figure === 'number' && typeof asked === 'number') {
    return shareMissing(name, figure, asked, total, is);
  }
  return distance(name, figure, is, asked, (value) => figureWords(value, as));
}

/** `DNS tunnels found: 78.0 %; 80.0 % takes 9 more.` */
function shareMissing(
  name: string,
  share: number,
  asked: number,
  total: number,
  is: Comparison,
): string {
  const [now, wanted] = [figureWords(share, 'share'), figureWords(asked, 'share')];
  const have = Math.round(share * total);
  // A sum of halves may miss a whole number by its last bit.
  const slack = 1e-9 * total;
  if (is === 'at least' || is === 'above') {
    const need =
      is === 'above' ? Math.floor(asked * total + slack) + 1 : Math.ceil(asked * total - slack);
    return `${name}: ${now}; ${wanted} takes ${countOf(need - have)} more.`;
  }
  const most =
    is === 'below' ? Math.ceil(asked * total - slack) - 1 : Math.floor(asked * total + slack);
  return `${name}: ${now}; that is ${countOf(have - most)} too many for ${wanted}.`;
}

/** `Alerts: 12; at least 15 is asked.` */
function distance(
  name: string,
  figure: unknown,
  is: Comparison,
  asked: unknown,
  words: (value: number) => string,
): string {
  const said = (value: unknown) =>
    typeof value === 'number' ? words(value) : figureWords(value, 'text');
  const how = is === 'equals' ? '' : `${is} `;
  return `${name}: ${said(figure)}; ${how}${said(asked)} is asked.`;
}
