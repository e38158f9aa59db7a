import type { Autoencoder } from '../../../models/neural/autoencoder.ts';
import type { DenseLayer } from '../../../models/neural/dense-network.ts';
import { FARTHEST } from '../../../models/neural/standardised.ts';
import type { DetectorNodes } from '../detector-nodes.ts';
import type { GraphWriter } from '../graph/graph-writer.ts';

export const nodes = {
  scores: (write, detector, { matrix }) => {
    const { scaler, layers } = detector.fitted.reconstruction;
    const columns = scaler.center.length;
    const centred = write.add('Sub', matrix, write.numbers(scaler.center, [1, columns]));
    const scaled = write.add('Div', centred, write.numbers(scaler.scale, [1, columns]));
    const seen = write.add('Min', write.add('Max', scaled, -FARTHEST), FARTHEST);
    const given = layers.reduce((value, layer) => layerNodes(write, value, layer), seen);
    const error = write.add('Sub', given, seen);
    const sum = write.add('ReduceSum', write.add('Mul', error, error), write.integers(1));
    return write.add('Max', write.add('Sub', 0, write.add('Div', sum, columns)), -Number.MAX_VALUE);
  },
} satisfies DetectorNodes<Autoencoder>;

/** What ONNX calls what becomes of a layer's sums; an autoencoder has no softmax. */
const ACTIVATIONS = { tanh: 'Tanh', relu: 'Relu', linear: 'Identity', softmax: 'Softmax' } as const;

function layerNodes(write: GraphWriter, seen: string, layer: DenseLayer): string {
  const { inputs, units, weights, biases, activation } = layer;
  const product = write.add('MatMul', seen, write.numbers(weights, [inputs, units]));
  const sums = write.add('Add', product, write.numbers(biases, [1, units]));
  return write.add(ACTIVATIONS[activation], sums);
}
