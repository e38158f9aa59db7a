import type { FlowTable } from '../../data/flow-table.ts';
import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import type { Mark } from '../../pipeline/triage/marks.ts';
import { type AllowRule, formatRule, rulesOfFlow } from '../../pipeline/triage/rules.ts';
import { allowRules, preferences } from '../lab.ts';
import { LastAllowed } from './last-allowed.tsx';
import { triage } from './triage-state.ts';
import './triage.css';

const MARKS: readonly { readonly mark: Mark; readonly title: string; readonly key: string }[] = [
  { mark: ATTACK, title: 'Mark as attack', key: 'a' },
  { mark: NORMAL, title: 'Mark as fine', key: 'f' },
];

/** Marks the flow by a letter, unless letters are switched off; whether the letter was one. */
export function markByKey(row: number, key: string): boolean {
  const { markFlow } = triage();
  if (preferences.singleKeys.value === 'off') return false;
  const letter = key.toLowerCase();
  const found = MARKS.find((one) => one.key === letter);
  if (found !== undefined) markFlow(row, found.mark);
  else if (letter === 'u') markFlow(row, null);
  return found !== undefined || letter === 'u';
}

/** What a person says of one flow: that it is an attack or fine. */
export function MarkButtons({ row }: { readonly row: number }) {
  const { markFlow, shownMarks } = triage();
  const own = shownMarks.value.get(row);
  return (
    <fieldset class="flow-triage">
      <legend>What is it really?</legend>
      <div class="actions">
        {MARKS.map(({ mark, title }) => (
          <button
            key={mark}
            type="button"
            aria-pressed={own === mark}
            onClick={() => markFlow(row, own === mark ? null : mark)}
          >
            {title}
          </button>
        ))}
        <button type="button" disabled={own === undefined} onClick={() => markFlow(row, null)}>
          Unmark
        </button>
      </div>
    </fieldset>
  );
}

interface AllowProps {
  readonly flows: FlowTable;
  readonly row: number;
}

/** What is known of the flow that rules can go by. */
export function AllowButtons({ flows, row }: AllowProps) {
  const there = new Set(allowRules.value.map(formatRule));
  return (
    <fieldset class="flow-triage">
      <legend>Known to be fine? Allow this</legend>
      <div class="actions">
        {rulesOfFlow(flows, row).map(({ what, rule }) => (
          <AllowButton key={what} what={what} rule={rule} on={there.has(formatRule(rule))} />
        ))}
      </div>
      <LastAllowed />
    </fieldset>
  );
}

interface AllowButtonProps {
  readonly what: string;
  readonly rule: AllowRule;
  readonly on: boolean;
}

function AllowButton({ what, rule, on }: AllowButtonProps) {
  const { allow, removeRule } = triage();
  const value =
    rule.about === 'port' ? String(rule.port) : rule.about === 'address' ? rule.address : rule.name;
  return (
    <button
      type="button"
      class="allow"
      aria-pressed={on}
      onClick={() => (on ? removeRule(rule) : allow(rule))}
    >
      {what} <code>{value}</code>
    </button>
  );
}
