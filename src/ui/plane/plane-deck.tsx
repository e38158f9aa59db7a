import { useId } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import { InputError } from '../../data/errors.ts';
import { ATTACK } from '../../data/flow-table.ts';
import { useDraft } from '../kit/draft.ts';
import { parseTypedNumber } from '../kit/typed-number.ts';
import { ProbeLine } from './plane-probe.tsx';
import type { Planes } from './plane-state.ts';
import { Mark } from './plane-view.tsx';

/** The slider's ends, as shares of the flows. More can be typed. */
const LEAST = 0.01;
const MOST = 0.3;
const STEP = 0.005;

/** What is set for all planes: whether attacks are told, the alert budget, the probe. */
export function PlaneDeck({ planes }: { readonly planes: Planes }) {
  const { revealed } = planes;
  const hasAttacks = planes.plane.value?.labels.label.includes(ATTACK) !== false;
  return (
    <div class="plane-deck">
      {hasAttacks && (
        <button
          type="button"
          role="switch"
          class="plane-switch"
          aria-checked={revealed.value}
          onClick={() => {
            revealed.value = !revealed.value;
          }}
        >
          <i aria-hidden="true" /> Reveal the attacks
        </button>
      )}
      {revealed.value && hasAttacks ? (
        <span class="plane-key">
          <span>
            <Mark isAttack={false} /> normal
          </span>
          <span>
            <Mark isAttack /> attack
          </span>
        </span>
      ) : (
        <span class="plane-key">
          <span>
            <svg class="mark flow" viewBox="0 0 14 14" aria-hidden="true">
              <circle cx="7" cy="7" r="3.5" />
            </svg>{' '}
            flow
          </span>
        </span>
      )}
      <Budget planes={planes} />
      <ProbeLine planes={planes} />
    </div>
  );
}

/** How many of the most abnormal flows raise an alert: one rank for all detectors. */
function Budget({ planes }: { readonly planes: Planes }) {
  const id = useId();
  const { share, count, alerts } = planes;
  const percent = `${Number((100 * share.value).toPrecision(2))} %`;
  const { text, problem, type, take } = useDraft(formatCount(alerts.value), (typed) => {
    try {
      const wanted = parseTypedNumber(typed, '221');
      const most = Math.floor(count.value / 2);
      if (!Number.isInteger(wanted) || wanted < 1 || wanted > most) {
        return `Type a whole number from 1 to ${formatCount(most)}, half of the flows.`;
      }
      share.value = wanted / count.value;
      return null;
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  });
  return (
    <div class="plane-budget">
      <label for={id}>Alert budget</label>
      <input
        type="range"
        min={LEAST}
        max={MOST}
        step={STEP}
        value={share.value}
        aria-label="Alert budget, by slider"
        aria-valuetext={`the top ${percent} of each detector, ${formatCount(alerts.value)} alerts`}
        onInput={({ currentTarget }) => {
          share.value = Number(currentTarget.value);
        }}
      />
      <input
        id={id}
        class="plane-typed"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={text}
        aria-invalid={problem !== null}
        onInput={(event) => type(event.currentTarget.value)}
        onChange={take}
        onKeyDown={(event) => {
          const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          // What was typed may lie beyond the slider's ends.
          const most = Math.max(MOST, share.value);
          share.value = Math.min(most, Math.max(Math.min(LEAST, share.value), share.value + step));
        }}
      />
      <span class="plane-share">alerts, the top {percent}</span>
      {problem !== null && (
        <span class="probe-problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
