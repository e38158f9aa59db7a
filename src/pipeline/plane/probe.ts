import type { OutlierDetector } from '../../models/detector.ts';
import type { MemberName } from '../parameters/lab-parameters.ts';
import type { FlowScores } from './field.ts';
import { type PlaneFlows, pointAt } from './plane-flows.ts';

/** A fitted detector at hand: it scores a point in well under a millisecond. */
export interface PlaneModel {
  readonly detector: MemberName;
  readonly estimator: OutlierDetector;
  readonly fit: FlowScores;
}

/** The flow whose dot is nearest to a place. */
export interface NearestFlow {
  readonly row: number;
  /** In shares of the picture's sides. */
  readonly distance: number;
}

/**
 * What each detector makes of a place of the picture, in the order of `models`: novelty scoring, but
 * where a flow has these very values its own score, as the table of flows has it.
 *
 * @param place across and up, each 0 … 1
 */
export function probePlane(
  plane: PlaneFlows,
  models: readonly PlaneModel[],
  place: readonly [number, number],
): { readonly nearest: NearestFlow; readonly scores: readonly number[] } {
  const nearest = nearestFlow(plane, place);
  if (nearest.distance === 0) {
    return { nearest, scores: models.map(({ fit }) => fit.scores[nearest.row]) };
  }
  const point = pointAt(plane, place);
  return { nearest, scores: models.map(({ estimator }) => estimator.scoreSamples(point)[0]) };
}

/** O(flows). */
export function nearestFlow(
  { places }: Pick<PlaneFlows, 'places'>,
  [x, y]: readonly [number, number],
): NearestFlow {
  let row = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; 2 * i < places.length; i++) {
    const dx = places[2 * i] - x;
    const dy = places[2 * i + 1] - y;
    const square = dx * dx + dy * dy;
    if (square < least) {
      least = square;
      row = i;
    }
  }
  return { row, distance: Math.sqrt(least) };
}
