import { useSignal } from '@preact/signals';
import { ATTACK, UNLABELLED } from '../../data/flow-table.ts';
import type { Inside } from '../../pipeline/inside/inside.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { openFlow } from '../flows/flow-selection.ts';
import { flowSource } from '../flows/flow-source.ts';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { AskToFit } from './ask-to-fit.tsx';
import { Code } from './inside-code.tsx';
import { barsOf, type InsideBar } from './inside-parts.ts';
import { Kinds, Lengths, Similarity } from './inside-pictures.tsx';
import { useAnswer, why } from './why-state.ts';
import './why.css';

interface Props {
  readonly detector: DetectorName;
  readonly row: number;
}

/** How a detector comes to its score of one flow: in a sentence, a formula, a picture and a table. */
export function InsideView({ detector, row }: Props) {
  const { answer, problem } = useAnswer({ kind: 'inside', asked: { detector, row } });
  if (!why().mayFit.value)
    return why().asked.value === null ? <NotYet what="The inside" /> : <AskToFit />;
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (answer === null || answer.detector !== detector || answer.row !== row) {
    return <p class="not-yet">Looking into the detector …</p>;
  }
  // A new flow begins with all of it shown.
  return <Opened key={`${detector} ${row}`} inside={answer} />;
}

function Opened({ inside }: { readonly inside: Inside }) {
  const labels = flowSource().shownFlows.value?.traffic.labels;
  const isAttack = (row: number) => {
    const label = labels?.label[row] ?? UNLABELLED;
    return label === UNLABELLED ? null : label === ATTACK;
  };
  const { caption, bars } = barsOf(inside, isAttack);
  /** So many parts are shown; `null`: all, and what they lead to. */
  const shown = useSignal<number | null>(null);
  const guess = useSignal<boolean | null>(null);
  const isOver = shown.value === null || (shown.value >= bars.length && guess.value !== null);
  return (
    <div class="inside">
      {isOver && <p class="inside-sentence">{inside.sentence}</p>}
      <Steps shown={shown} guess={guess} total={bars.length} alert={inside.alert} />
      <p class="caption">{caption}</p>
      <Bars bars={bars} shown={shown.value} />
      {isOver && (
        <>
          <p class="inside-formula">{inside.formula}</p>
          {inside.kind === 'isolation-forest' && <Lengths inside={inside} />}
          {inside.kind === 'one-class-svm' && <Similarity inside={inside} />}
          {inside.kind === 'autoencoder' && <Code inside={inside} />}
          {'kinds' in inside && <Kinds kinds={inside.kinds} />}
          <details>
            <summary>The numbers</summary>
            <DataTable
              caption={inside.table.caption}
              columns={inside.table.head}
              rows={inside.table.rows.filter(([first]) => first !== `flow ${inside.row}`)}
            />
          </details>
        </>
      )}
    </div>
  );
}

interface StepsProps {
  readonly shown: { value: number | null };
  readonly guess: { value: boolean | null };
  readonly total: number;
  readonly alert: boolean;
}

/** One part after another, and before the end a guess. Arrow keys step, too. */
function Steps({ shown, guess, total, alert }: StepsProps) {
  const step = (by: number) => {
    shown.value = Math.min(total, Math.max(1, (shown.value ?? 0) + by));
  };
  if (shown.value === null) {
    return (
      <div class="actions">
        <button
          type="button"
          onClick={() => {
            guess.value = null;
            shown.value = 1;
          }}
        >
          Step by step
        </button>
      </div>
    );
  }
  const isLast = shown.value >= total;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys do what its buttons do
    <div
      class="actions"
      onKeyDown={({ key }) => {
        if (key === 'ArrowRight') step(1);
        else if (key === 'ArrowLeft') step(-1);
      }}
    >
      <button type="button" aria-disabled={isLast} onClick={() => step(1)}>
        Next
      </button>
      <button type="button" aria-disabled={shown.value <= 1} onClick={() => step(-1)}>
        Back
      </button>
      <button
        type="button"
        onClick={() => {
          shown.value = null;
        }}
      >
        Show all
      </button>
      <span role="status">
        {shown.value} of {total}
      </span>
      {isLast && guess.value === null && (
        <>
          <span>Does it raise an alert?</span>
          {[true, false].map((answer) => (
            <button
              key={String(answer)}
              type="button"
              onClick={() => {
                guess.value = answer;
              }}
            >
              {answer ? 'Alert' : 'No alert'}
            </button>
          ))}
        </>
      )}
      {isLast && guess.value !== null && (
        <span role="status">
          {guess.value === alert ? 'Right:' : 'Not so:'} it raises {alert ? 'an' : 'no'} alert.
        </span>
      )}
    </div>
  );
}

/** So many bars stand at first; the others are folded, unless they are hardly more. */
const FIRST = 6;
const SPARED = 2;

interface BarsProps {
  readonly bars: readonly InsideBar[];
  /** So many of them, step by step; `null`: all. */
  readonly shown: number | null;
}

/** One stop of the Tab key: flows that are mentioned can be opened. */
function Bars({ bars, shown }: BarsProps) {
  const list = useOneStop<HTMLDivElement>();
  const isFolded = shown === null && bars.length > FIRST + SPARED;
  const first = bars.slice(0, isFolded ? FIRST : (shown ?? bars.length));
  return (
    <div ref={list}>
      <ol class="inside-bars">
        {first.map((bar) => (
          <Bar key={bar.name} bar={bar} />
        ))}
      </ol>
      {isFolded && (
        <details>
          <summary>{bars.length - FIRST} more</summary>
          <ol class="inside-bars" start={FIRST + 1}>
            {bars.slice(FIRST).map((bar) => (
              <Bar key={bar.name} bar={bar} />
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function Bar({ bar: { name, share, text, isAttack, row } }: { readonly bar: InsideBar }) {
  const kind = isAttack === null ? undefined : isAttack ? 'attack' : 'normal';
  return (
    <li>
      {row === null ? (
        <span>{name}</span>
      ) : (
        <button type="button" class="link" onClick={() => openFlow(row)}>
          {name}
        </button>
      )}
      <span class="inside-track" aria-hidden="true">
        <i class="inside-fill" data-kind={kind} style={{ width: `${100 * Math.min(1, share)}%` }} />
      </span>
      <span class="inside-number">{text}</span>
    </li>
  );
}
