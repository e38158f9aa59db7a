import { formatCount } from '../../charts/format.ts';
import { formatRule } from '../../pipeline/triage/rules.ts';
import { triage } from './triage-state.ts';

/** What the last rule took out of the alerts, and its undoing. */
export function LastAllowed() {
  const { lastAllowed, removeRule } = triage();
  const last = lastAllowed.value;
  if (last === null) return null;
  const { rule, alerts, attacks } = last;
  const taken = alerts === 1 ? '1 alert is' : `${formatCount(alerts)} alerts are`;
  return (
    <p class={attacks !== null && attacks > 0 ? 'warning last-allowed' : 'last-allowed'}>
      <code>{formatRule(rule)}</code> is allowed: {taken} gone
      {attacks !== null && alerts > 0 && `, ${formatCount(attacks)} of them attacks`}.{' '}
      <button
        type="button"
        onClick={({ currentTarget }) => {
          // The button goes with the rule: the focus stays with what rules are made by.
          const place = currentTarget.closest('fieldset, section');
          place?.querySelector<HTMLElement>('.rule-input input, button.allow')?.focus();
          removeRule(rule);
        }}
      >
        Undo<span class="hidden"> allowing it</span>
      </button>
    </p>
  );
}
