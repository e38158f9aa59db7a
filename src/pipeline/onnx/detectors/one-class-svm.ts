import type { OneClassSvm } from '../../../models/one-class-svm/one-class-svm.ts';
import type { DetectorNodes } from '../detector-nodes.ts';
import { sumOverColumns } from '../graph/distances.ts';

export const nodes = {
  scores: (write, svm, { matrix }) => {
    const { supportVectors, dualCoef, gammaFitted } = svm;
    const squares = sumOverColumns(write, matrix, supportVectors, 'euclidean');
    const kernels = write.add('Exp', write.add('Mul', squares, -gammaFitted));
    return write.add('MatMul', kernels, write.numbers(dualCoef, [dualCoef.length, 1]));
  },
  holds: ({ supportVectors }) => ({
    rows: supportVectors.rows,
    words: 'support vectors, which are training flows',
  }),
  comparesAll: true,
  flagsZero: true,
} satisfies DetectorNodes<OneClassSvm>;
