/** How fast the running means of gradients and of their squares forget. */
const FORGET_MEAN = 0.9;
const FORGET_SQUARE = 0.999;
/** Keeps a step finite where gradients have always been 0. */
const EPSILON = 1e-7;

/**
 * Adam's rule, in doubles: moves parameters against their gradients, further where gradients agree
 * from step to step. Kept here, where a step is one pass over the numbers, as TensorFlow.js takes a
 * dozen operations for each array, most of the time of a small network.
 *
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.
 *
 * @param parameters moved in place by the function that comes back, given a gradient for each
 */
export function adam(
  parameters: readonly Float32Array[],
  learningRate: number,
): (gradients: readonly ArrayLike<number>[]) => void {
  const means = parameters.map(({ length }) => new Float64Array(length));
  const squares = parameters.map(({ length }) => new Float64Array(length));
  let keptOfMean = 1;
  let keptOfSquare = 1;
  return (gradients) => {
    keptOfMean *= FORGET_MEAN;
    keptOfSquare *= FORGET_SQUARE;
    parameters.forEach((values, k) => {
      const [gradient, mean, square] = [gradients[k], means[k], squares[k]];
      for (let i = 0; i < values.length; i++) {
        const slope = gradient[i];
        mean[i] = FORGET_MEAN * mean[i] + (1 - FORGET_MEAN) * slope;
        square[i] = FORGET_SQUARE * square[i] + (1 - FORGET_SQUARE) * slope * slope;
        const deviation = Math.sqrt(square[i] / (1 - keptOfSquare));
        values[i] -= (learningRate * mean[i]) / (1 - keptOfMean) / (deviation + EPSILON);
      }
    });
  };
}
