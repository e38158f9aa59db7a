import { formatInUnit } from '../../charts/format.ts';
import { cosineOfTurn, sineOfTurn } from '../../data/elementary.ts';
import { entryAt } from '../../data/entry-at.ts';
import { unscaledValue } from '../../features/scale.ts';
import type { OutlierDetector } from '../../models/detector.ts';
import { forestLengths, forestPath } from '../../models/isolation-forest/inside.ts';
import { IsolationForest } from '../../models/isolation-forest/isolation-forest.ts';
import { factorRatio } from '../../models/local-outlier-factor/inside.ts';
import { LocalOutlierFactor } from '../../models/local-outlier-factor/local-outlier-factor.ts';
import { OneClassSvm } from '../../models/one-class-svm/one-class-svm.ts';
import { type PlaneAxis, shareOf, valueOfColumn } from './axes.ts';
import { type PlaneFlows, pointAt } from './plane-flows.ts';

/** A place of the picture: across and up, each 0 at its beginning and 1 at its end. */
export type PlanePlace = readonly [number, number];

/** How a detector comes to its score of one place, as shapes over the picture. */
export type PlaneInside =
  /** The room that is left around the place after each cut of one tree; the first is all of it. */
  | { readonly kind: 'cuts'; readonly rooms: readonly PlaneRoom[] }
  /** Flows that the score is made of, and a line at one distance around a place. */
  | {
      readonly kind: 'flows';
      readonly flows: readonly PlanePlace[];
      /** `null` where nothing is as far, or as near. */
      readonly ring: readonly PlanePlace[] | null;
      readonly words: string;
    };

export interface PlaneRoom {
  /** Left, right, bottom and top. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly words: string;
}

/**
 * The inside of a detector at a place of its plane: cuts of the tree whose path is nearest to the mean;
 * support vectors and the distance at which similarity is one half; or neighbours and their radius.
 * `null` for other detectors. O(what the detector takes for a row).
 */
export function planeInside(
  plane: PlaneFlows,
  estimator: OutlierDetector,
  place: PlanePlace,
): PlaneInside | null {
  const row = pointAt(plane, place).data;
  if (estimator instanceof IsolationForest) return cutsOf(plane, estimator, row);
  if (estimator instanceof OneClassSvm) {
    const { supportVectors, gammaFitted } = estimator;
    const flows = Array.from({ length: supportVectors.rows }, (_, s) =>
      placeOf(plane, supportVectors.data.subarray(2 * s, 2 * s + 2)),
    );
    const ring = ringAround(plane, row, Math.sqrt(Math.LN2 / gammaFitted));
    const words =
      `Marked: its ${flows.length} support vectors. ` +
      (ring === null
        ? 'Similarity stays above one half in all of the picture.'
        : 'On the line similarity to this place is one half.');
    return { kind: 'flows', flows, ring, words };
  }
  if (estimator instanceof LocalOutlierFactor) {
    const { neighbours, radius } = factorRatio(estimator, row);
    const { x } = estimator.reference;
    const flows = neighbours.map(({ trainingRow }) =>
      placeOf(plane, x.data.subarray(2 * trainingRow, 2 * trainingRow + 2)),
    );
    return {
      kind: 'flows',
      flows,
      ring: ringAround(plane, row, radius),
      words: `Marked: its ${flows.length} nearest flows. The line is as far away as the last of them.`,
    };
  }
  return null;
}

function cutsOf(plane: PlaneFlows, forest: IsolationForest, row: Float64Array): PlaneInside {
  const { lengths, mean } = forestLengths(forest, row);
  const off = lengths.map((length) => Math.abs(length - mean));
  const { cuts } = forestPath(forest, row, off.indexOf(Math.min(...off)));
  const all = cuts[0]?.before ?? 0;
  const rooms: PlaneRoom[] = [
    { left: 0, right: 1, bottom: 0, top: 1, words: `All ${all} flows of one tree.` },
  ];
  for (const { column, threshold, side, remaining } of cuts) {
    const axis = entryAt(plane.axes, column, 'axis');
    const value = valueOfColumn(axis, unscaledValue(plane.scaled.scaler, threshold, column));
    const at = shareOf(axis, value);
    const sides = { ...entryAt(rooms, rooms.length - 1, 'room') };
    if (column === 0) sides[side === 'left' ? 'right' : 'left'] = at;
    else sides[side === 'left' ? 'top' : 'bottom'] = at;
    const words = `${axis.title} ${side === 'left' ? '≤' : '>'} ${formatInUnit(value, axis.unit)}: ${remaining} left.`;
    rooms.push({ ...sides, words });
  }
  return { kind: 'cuts', rooms };
}

/** Corners of a line around a place. */
const CORNERS = 72;

/** All places as far from a row, as detectors measure; `null` where it is drawn too large to be seen. */
function ringAround(plane: PlaneFlows, row: Float64Array, radius: number): PlanePlace[] | null {
  if (!Number.isFinite(radius)) return null;
  const [x, y] = [entryAt(row, 0, 'value'), entryAt(row, 1, 'value')];
  const corners = Array.from({ length: CORNERS }, (_, i): PlanePlace => {
    const turn = i / CORNERS;
    return placeOf(plane, [x + radius * cosineOfTurn(turn), y + radius * sineOfTurn(turn)]);
  });
  const isSeen = corners.some(([across, up]) => across > 0 && across < 1 && up > 0 && up < 1);
  return isSeen ? corners : null;
}

/** Where what detectors see of a flow stands in the picture. */
function placeOf({ axes, scaled }: PlaneFlows, row: ArrayLike<number>): PlanePlace {
  const share = (axis: PlaneAxis, column: number) =>
    shareOf(axis, valueOfColumn(axis, unscaledValue(scaled.scaler, row[column] ?? 0, column)));
  return [share(axes[0], 0), share(axes[1], 1)];
}
