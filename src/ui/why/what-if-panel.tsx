import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import { InputError } from '../../data/errors.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { valueInWords } from '../../pipeline/what-if/change-words.ts';
import { parseChanges } from '../../pipeline/what-if/parse-changes.ts';
import type { RawColumn, RawValue, RawValues } from '../../pipeline/what-if/raw-values.ts';
import type { Answer, Rescored } from '../../pipeline/what-if/rescorer.ts';
import type { Track } from '../../pipeline/what-if/what-if.ts';
import { scoreWords, VerdictWord } from '../flows/flow-verdicts.tsx';
import { useDraft } from '../kit/draft.ts';
import { useSettled } from '../kit/settled.ts';
import { useAnswer } from './why-state.ts';

interface Props {
  /** Whose verdicts colour the sliders. */
  readonly detector: DetectorName;
  readonly row: number;
}

/** What was changed of a flow, and how that can be taken back. Nothing of it outlives the card. */
interface Changing {
  readonly changes: Signal<RawValues>;
  /** Earlier changes, the last one last. */
  readonly past: Signal<readonly RawValues[]>;
}

/** Each raw column of the flow as a slider and a field; every detector answers to what they say. */
export function WhatIfPanel({ detector, row }: Props) {
  const changing: Changing = { changes: useSignal({}), past: useSignal([]) };
  const { changes, past } = changing;
  // The colours follow when the hand rests: the verdicts do not wait for them.
  const rested = useSettled(changes.value);
  const ranges = useAnswer({ kind: 'ranges', asked: { row, detector, changes: rested } });
  const rescored = useAnswer({ kind: 'whatIf', asked: { row, changes: changes.value } });
  const problem = ranges.problem ?? rescored.problem;
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (ranges.answer === null || rescored.answer === null) {
    return <p class="not-yet">Fitting the detectors once more …</p>;
  }
  return (
    <div class="what-if">
      <p>
        Try to change the verdict: move one slider until its colour changes. Then undo, and try
        another. Which values does the {detectorFacts(detector).title} look at?
      </p>
      <TrackKey />
      <Verdicts rescored={rescored.answer} />
      {ranges.answer.columns.map(({ column, track }) => (
        <Column
          key={column.name}
          column={column}
          track={track}
          changing={changing}
          refused={rescored.answer?.refused.find((one) => one.column === column.name)?.why}
        />
      ))}
      <div class="actions">
        <button
          type="button"
          disabled={past.value.length === 0}
          onClick={() => {
            changes.value = past.value.at(-1) ?? {};
            past.value = past.value.slice(0, -1);
          }}
        >
          Undo <span class="hidden">the last change of the flow</span>
        </button>
        <button
          type="button"
          disabled={Object.keys(changes.value).length === 0}
          onClick={() => {
            past.value = [...past.value, changes.value];
            changes.value = {};
          }}
        >
          As measured
        </button>
      </div>
    </div>
  );
}

/** What the colours and marks of the sliders mean. */
function TrackKey() {
  return (
    <p class="what-if-key meaning">
      <span>
        <i data-kind="alert" /> alert
      </span>
      <span>
        <i data-kind="normal" /> no alert
      </span>
      <span>
        <i data-kind="impossible" /> impossible for a flow
      </span>
      <span>
        <i data-kind="measured" /> as measured
      </span>
    </p>
  );
}

function Verdicts({ rescored: { answers, refused } }: { readonly rescored: Rescored }) {
  if (refused.length > 0) {
    return (
      <p class="warning" role="status">
        No flow can be like this, so nothing is scored.
      </p>
    );
  }
  return (
    <ul class="what-if-verdicts" role="status">
      {answers.map((answer) => (
        <Verdict key={answer.detector} answer={answer} />
      ))}
    </ul>
  );
}

function Verdict({ answer }: { readonly answer: Answer }) {
  const judged = { ...answer, atThreshold: answer.noise };
  return (
    <li>
      <span>{detectorFacts(answer.detector).title}</span>
      <VerdictWord {...judged} />
      <span class="score">{scoreWords(judged)}</span>
    </li>
  );
}

interface ColumnProps {
  readonly column: RawColumn;
  readonly track: Track;
  readonly changing: Changing;
  readonly refused: string | undefined;
}

function Column({ column, track, changing: { changes, past }, refused }: ColumnProps) {
  const id = useId();
  const { name, meaning } = column;
  const { values, measured } = track;
  const value = changes.value[name] ?? measured;
  const set = (next: RawValue) => {
    const { [name]: _, ...others } = changes.peek();
    changes.value = next === measured ? others : { ...others, [name]: next };
  };
  const { text, problem, type, take } = useDraft(
    value === undefined ? '' : fieldText(column, value),
    (typed) => {
      try {
        const parsed = parseChanges(`${name}=${typed.replaceAll(',', '')}`, [column])[name];
        if (parsed === undefined) return null;
        past.value = [...past.peek(), changes.peek()];
        set(parsed);
        return null;
      } catch (error) {
        if (error instanceof InputError) return error.message;
        throw error;
      }
    },
  );
  if (measured === undefined) return null;
  if (column.kind === 'word') {
    return (
      <div class="what-if-column">
        <label for={id} title={meaning}>
          {name}
        </label>
        <select
          id={id}
          value={String(value)}
          onChange={({ currentTarget }) => {
            past.value = [...past.peek(), changes.peek()];
            set(currentTarget.value);
          }}
        >
          {values.map((word, at) => (
            <option key={word} value={word}>
              {word}: {wordOf(track.alerts[at])}
            </option>
          ))}
        </select>
      </div>
    );
  }
  const why = problem ?? refused;
  const at = nearestPlace(values, value);
  return (
    <div class="what-if-column">
      <label for={id} title={meaning}>
        {name}
      </label>
      <span class="what-if-slider" style={{ '--track': trackColours(track) }}>
        <i
          class="what-if-mark"
          style={{ left: `${(100 * nearestPlace(values, measured)) / (values.length - 1)}%` }}
        />
        <input
          type="range"
          aria-label={`${name}, slider`}
          aria-valuetext={value === undefined ? '' : valueInWords(column, value)}
          min={0}
          max={values.length - 1}
          value={at}
          onPointerDown={() => {
            past.value = [...past.peek(), changes.peek()];
          }}
          onInput={({ currentTarget }) => {
            const chosen = values[Number(currentTarget.value)];
            if (chosen !== undefined) set(chosen);
          }}
        />
      </span>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={text}
        aria-invalid={why !== undefined}
        aria-describedby={why === undefined ? undefined : `${id}-why`}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onChange={take}
      />
      {why !== undefined && (
        <p id={`${id}-why`} class="problem" role="alert">
          {why}
        </p>
      )}
    </div>
  );
}

/** The verdict at one value. */
function wordOf(alert: boolean | null | undefined): string {
  return alert ? 'alert' : 'no alert';
}

/** As it stands in a field, where counts need no unit. */
function fieldText(column: RawColumn, value: RawValue): string {
  if (typeof value === 'number' && column.unit === 'packets') return formatCount(value);
  return valueInWords(column, value);
}

/** The place along a track of the value nearest to this one. */
function nearestPlace(values: readonly RawValue[], value: RawValue | undefined): number {
  const same = values.indexOf(value ?? '');
  if (same >= 0 || typeof value !== 'number') return Math.max(0, same);
  const above = values.findIndex((other) => Number(other) > value);
  return above < 0 ? values.length - 1 : above;
}

/** The verdict along a slider, a stretch of colour each. */
function trackColours({ alerts }: Track): string {
  const step = 100 / alerts.length;
  const stops = alerts.map((alert, at) => {
    const colour =
      alert === null ? 'var(--rule)' : alert ? 'var(--alert-band-4)' : 'var(--normal-band-3)';
    return `${colour} ${at * step}% ${(at + 1) * step}%`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
