/** What can compute a network's training; `auto` takes what suits networks this small. */
export const NEURAL_BACKENDS = ['auto', 'wasm', 'cpu', 'webgl'] as const;
export type NeuralBackend = (typeof NEURAL_BACKENDS)[number];
