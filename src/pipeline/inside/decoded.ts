import type { Matrix } from '../../features/matrix.ts';
import type { Scaler } from '../../features/scale.ts';
import { decodedRow } from '../../models/neural/inside.ts';
import type { Reconstruction } from '../../models/neural/reconstruction.ts';
import type { InsideFeature } from './inside.ts';
import { ownFeatures, ownUnits } from './own-units.ts';

/**
 * What an autoencoder gives back of another code than a flow's own, in the flow's own units.
 * O(weights): well within a frame.
 *
 * @param code as many numbers, −1 … 1, as `InsideNetwork` has
 */
export function decodedFeatures(
  reconstruction: Reconstruction,
  code: readonly number[],
  { matrix, scaler }: { readonly matrix: Pick<Matrix, 'names'>; readonly scaler: Scaler },
): InsideFeature[] {
  return ownFeatures(ownUnits(matrix.names, scaler), decodedRow(reconstruction, code));
}
