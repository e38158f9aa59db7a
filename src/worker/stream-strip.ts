import { entryAt } from '../data/entry-at.ts';
import { IS_ALERT, IS_ATTACK, MOST_POINTS, type StreamPoints } from './stream-protocol.ts';

/** The last flows of a stream, as many as a picture has room for. */
export interface Strip extends StreamPoints {
  /** These and further flows, the oldest left out. */
  readonly with: (points: StreamPoints) => Strip;
}

const EMPTY: StreamPoints = {
  places: new Float64Array(0),
  scores: new Float64Array(0),
  thresholds: new Float64Array(0),
  marks: new Uint8Array(0),
};

export function createStrip(points: StreamPoints = EMPTY): Strip {
  return {
    ...points,
    with: (more) =>
      createStrip({
        places: joined(points.places, more.places, (length) => new Float64Array(length)),
        scores: joined(points.scores, more.scores, (length) => new Float64Array(length)),
        thresholds: joined(
          points.thresholds,
          more.thresholds,
          (length) => new Float64Array(length),
        ),
        marks: joined(points.marks, more.marks, (length) => new Uint8Array(length)),
      }),
  };
}

function joined<Numbers extends Float64Array | Uint8Array>(
  known: Numbers,
  fresh: Numbers,
  create: (length: number) => Numbers,
): Numbers {
  const kept = known.subarray(Math.max(0, known.length + fresh.length - MOST_POINTS));
  const all = create(kept.length + fresh.length);
  all.set(kept);
  all.set(fresh, kept.length);
  return all;
}

/** What a strip shows, counted. */
export interface StripCounts {
  readonly flows: number;
  readonly scored: number;
  /** Alerts on attacks, and on flows that are none or not known to be. */
  readonly found: number;
  readonly falseAlerts: number;
  /** Attacks held against a threshold without an alert. */
  readonly missed: number;
}

export function countStrip({ scores, thresholds, marks }: StreamPoints): StripCounts {
  let [scored, found, falseAlerts, missed] = [0, 0, 0, 0];
  for (let i = 0; i < marks.length; i++) {
    if (Number.isNaN(entryAt(scores, i, 'score'))) continue;
    scored++;
    const mark = entryAt(marks, i, 'mark');
    const attack = (mark & IS_ATTACK) !== 0;
    if ((mark & IS_ALERT) !== 0) attack ? found++ : falseAlerts++;
    else if (attack && entryAt(thresholds, i, 'threshold') < Number.POSITIVE_INFINITY) missed++;
  }
  return { flows: marks.length, scored, found, falseAlerts, missed };
}
