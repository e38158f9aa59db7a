import { useState } from 'preact/hooks';
import { formatCount, formatMeasure, formatNumber } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import { many } from '../../pipeline/run/words.ts';
import { IS_ALERT, IS_ATTACK } from '../../worker/stream-protocol.ts';
import { countStrip } from '../../worker/stream-strip.ts';
import { DataTable } from '../kit/data-table.tsx';
import { onSlide } from '../present/present.ts';
import { ScoreStrip } from './score-strip.tsx';
import { stageInWords } from './stream-figures.tsx';
import { togglePlaying } from './stream-player.tsx';
import { useStreamPulse } from './stream-pulse.ts';
import { stage, stream, strip } from './stream-session.ts';

/** Rows of the table behind the picture. */
const LISTED = 50;

/** The strip of scores with what it says in words, its signs, and its numbers. */
export function StreamPicture() {
  const begun = stage.value !== null;
  return (
    <figure class="chart stream-chart" {...onSlide('stream.scores')}>
      <Caption />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, this is a picture */}
      <div
        class="stream-strip"
        role="group"
        aria-label="Score strip: Space plays and pauses"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it has a key of its own
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.key !== ' ' || event.target !== event.currentTarget) return;
          event.preventDefault();
          togglePlaying();
        }}
      >
        {begun ? <ScoreStrip /> : <p class="not-yet">Press Play to see the scores here.</p>}
      </div>
      <Signs />
      <Numbers />
      <Announcement />
    </figure>
  );
}

function Caption() {
  useStreamPulse(1000);
  return (
    <figcaption>
      <strong>Scores as they come.</strong> {captionNow()}
    </figcaption>
  );
}

function captionNow(): string {
  const { places } = strip.peek();
  const [first, last] = [places.at(0), places.at(-1)];
  if (first === undefined || last === undefined)
    return 'Higher is more anomalous; the dashed line is the threshold.';
  const { scored, found, falseAlerts, missed } = countStrip(strip.peek());
  const range = `Flows ${formatCount(first)} to ${formatCount(last)}`;
  if (scored === 0) return `${range}: none scored yet.`;
  if (!anyLabel()) {
    return `${range}: ${many(falseAlerts, 'alert')}; no label tells which of them are attacks.`;
  }
  return `${range}: ${many(found, 'alert')} on attacks, ${formatCount(falseAlerts)} on others; ${many(missed, 'attack')} below the threshold.`;
}

/** Whether a judged flow of the stream has told what it is. */
function anyLabel(): boolean {
  const figures = stream.peek()?.frame.state.prequential;
  if (figures === undefined) return false;
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = figures;
  return truePositives + falsePositives + falseNegatives + trueNegatives > 0;
}

function Signs() {
  return (
    <ul class="stream-signs" aria-label="Signs in the picture">
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle class="normal" cx="8" cy="8" r="2.5" />
        </svg>
        other flow
      </li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path class="attack" d="M8 2l6 6-6 6-6-6z" />
        </svg>
        attack, alert
      </li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path class="missed" d="M8 2l6 6-6 6-6-6z" />
        </svg>
        attack, missed
      </li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle class="false-alert" cx="8" cy="8" r="5" />
        </svg>
        other flow, alert
      </li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path class="threshold" d="M0 8h16" />
        </svg>
        threshold
      </li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path class="event" d="M8 0v16" />
        </svg>
        drift noticed
      </li>
    </ul>
  );
}

/** The last flows of the picture as a table, made only when it is asked for. */
function Numbers() {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        The numbers<span class="hidden"> of the score strip</span>
      </summary>
      {open && <NumbersTable />}
    </details>
  );
}

const MEANINGS = ['', 'attack, no alert', 'other flow, alert', 'attack, alert'];

function NumbersTable() {
  useStreamPulse(1000);
  const { places, scores, thresholds, marks } = strip.peek();
  const from = Math.max(0, places.length - LISTED);
  const rows = [...places.subarray(from).entries()].reverse().map(([i, place]) => {
    const at = from + i;
    return [
      formatCount(place),
      numberOrDash(entryAt(scores, at, 'score')),
      numberOrDash(entryAt(thresholds, at, 'threshold')),
      MEANINGS[entryAt(marks, at, 'mark') & (IS_ATTACK + IS_ALERT)],
    ];
  });
  return (
    <DataTable
      caption={`The last ${many(rows.length, 'flow')} of the strip, the newest first`}
      columns={['flow', 'score', 'threshold', 'what it is']}
      rows={rows}
      words={[3]}
    />
  );
}

function numberOrDash(value: number): string {
  return Number.isFinite(value) ? formatNumber(value) : '–';
}

/** For who does not see the picture: how it stands, seldom while it plays. */
function Announcement() {
  useStreamPulse(10_000);
  const now = stream.peek();
  return (
    <p class="hidden" role="status">
      {now === null ? '' : `${stageInWords(now.frame, now.stage)} ${figuresInWords()}`}
    </p>
  );
}

function figuresInWords(): string {
  const { judged = 0, alerts = 0, prequential } = stream.peek()?.frame.state ?? {};
  if (judged === 0 || prequential === undefined) return '';
  const { precision, recall } = prequential;
  return `${many(alerts, 'alert')}, recent precision ${formatMeasure(precision, 2)}, recall ${formatMeasure(recall, 2)}.`;
}
