import { useSignal } from '@preact/signals';
import { formatType } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import { ATTACK, UNLABELLED } from '../../data/flow-table.ts';
import type { Inside, InsideForest, InsideSvm } from '../../pipeline/inside/inside.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { openFlow } from '../flows/flow-selection.ts';
import { flowSource } from '../flows/flow-source.ts';
import { DataTable } from '../kit/data-table.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { AskToFit } from './ask-to-fit.tsx';
import { Code } from './inside-code.tsx';
import { barsOf, type InsideBar } from './inside-parts.ts';
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
      <ol class="inside-bars">
        {bars.slice(0, shown.value ?? bars.length).map((bar) => (
          <Bar key={bar.name} bar={bar} />
        ))}
      </ol>
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

/** The flow's path length in every tree, and below it a typical normal flow's. */
function Lengths({ inside: { lengths, mean, typical } }: { readonly inside: InsideForest }) {
  const longest = Math.max(...lengths, ...(typical?.lengths ?? []));
  const place = (length: number) => `${(100 * length) / longest}%`;
  const strip = (of: readonly number[], its: number, kind: string) => (
    <span class="inside-strip" aria-hidden="true">
      {of.map((length, tree) => (
        <i key={tree} class="inside-tick" data-kind={kind} style={{ left: place(length) }} />
      ))}
      <b class="inside-mean" style={{ left: place(its) }} />
    </span>
  );
  return (
    <figure class="inside-strips">
      <figcaption>
        Path length in each of {lengths.length} trees, the mean marked
        {typical !== null && `: this flow above, the typical normal flow ${typical.row} below`}
      </figcaption>
      {strip(lengths, mean, 'this')}
      {typical !== null && strip(typical.lengths, typical.mean, 'normal')}
      <p class="inside-ends" aria-hidden="true">
        <span>0 cuts</span>
        <span>{longest.toFixed(1)} cuts</span>
      </p>
    </figure>
  );
}

const WIDTH = 320;
const HEIGHT = 96;

/** How similarity falls with distance, with the support vectors where they lie. */
function Similarity({ inside }: { readonly inside: InsideSvm }) {
  const { curve, supports, halfDistance, columnShares, features, nearest } = inside;
  const furthest = curve.at(-1)?.distance ?? 0;
  const x = (distance: number) => (furthest === 0 ? 0 : (WIDTH * distance) / furthest);
  const y = (similarity: number) => HEIGHT * (1 - similarity);
  const line = curve.map(({ distance, similarity }) => `${x(distance)},${y(similarity)}`);
  const least = curve.at(-1)?.similarity ?? 1;
  const words =
    halfDistance === null
      ? `Similarity hardly falls: at the furthest support vector it is still ${least.toFixed(4)}. All flows look alike to this detector.`
      : `Similarity is one half at a distance of ${halfDistance.toPrecision(3)}.`;
  const largest = Math.max(...columnShares, 0);
  const title = features[columnShares.indexOf(largest)]?.title;
  return (
    <figure class="inside-curve">
      <figcaption>
        {words}
        {largest > 0 &&
          title !== undefined &&
          ` Of the squared distance to the ${nearest} nearest, ${title} makes ${(100 * largest).toFixed(0)} %.`}
      </figcaption>
      <svg viewBox={`-4 -4 ${WIDTH + 8} ${HEIGHT + 8}`} aria-hidden="true">
        <path d={`M0,0 V${HEIGHT} H${WIDTH}`} />
        <polyline points={line.join(' ')} />
        {supports.slice(0, 100).map(({ trainingRow, squaredDistance, similarity }) => (
          <circle key={trainingRow} cx={x(Math.sqrt(squaredDistance))} cy={y(similarity)} r="2.5" />
        ))}
      </svg>
      <p class="inside-ends" aria-hidden="true">
        <span>distance 0</span>
        <span>{furthest.toPrecision(3)}</span>
      </p>
    </figure>
  );
}

function Kinds({
  kinds,
}: {
  readonly kinds: readonly { readonly type: string | null; readonly flows: number }[];
}) {
  if (kinds.every(({ type }) => type === null)) return null;
  const all = kinds.reduce((sum, { flows }) => sum + flows, 0);
  const words = kinds.map(
    ({ type, flows }) => `${flows} ${type === null ? 'not known' : formatType(type)}`,
  );
  return (
    <p>
      {all} nearest: {words.join(', ')}.
      {kinds.length > 0 &&
        entryAt(kinds, 0, 'kind').flows > all / 2 &&
        kinds.length > 1 &&
        ' Flows of one attack that lie close together hide each other.'}
    </p>
  );
}
