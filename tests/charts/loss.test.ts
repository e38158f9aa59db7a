import { describe, expect, test } from 'vitest';
import { lossCurvesFigure } from '../../src/charts/loss.ts';
import { THEME } from './theme.ts';

const HISTORY = [
  { loss: 1, validationLoss: 0.9 },
  { loss: 0.5, validationLoss: 0.25 },
  { loss: 0.123456, validationLoss: 0.4 },
];
const curves = { history: HISTORY, bestEpoch: 2, stoppedEarly: true };

describe('the losses of a network', () => {
  const figure = lossCurvesFigure(curves, THEME);

  test('are two lines over the epochs, told apart by more than colour', () => {
    expect(figure.data.map(({ x, y }) => [x, y])).toEqual([
      [
        [1, 2, 3],
        [1, 0.5, 0.123456],
      ],
      [
        [1, 2, 3],
        [0.9, 0.25, 0.4],
      ],
    ]);
    const dashes = figure.data.map(({ line }) => (line as { dash: string }).dash);
    expect(new Set(dashes).size).toBe(2);
  });

  test('are told in a sentence, and as numbers', () => {
    expect(figure.summary).toBe(
      'The training loss goes from 1 to 0.123; the validation loss is lowest in epoch 2, 0.25, and ' +
        'the weights of that epoch are kept. Training stopped early, after 3.',
    );
    expect(figure.table.rows).toEqual([
      [1, '1.000000', '0.900000'],
      [2, '0.500000', '0.250000'],
      [3, '0.123456', '0.400000'],
    ]);
  });

  test('of one epoch are points, as one point makes no line', () => {
    const one = { history: HISTORY.slice(0, 1), bestEpoch: 1, stoppedEarly: false };
    expect(lossCurvesFigure(one, THEME).data.map(({ mode }) => mode)).toEqual([
      'markers',
      'markers',
    ]);
  });
});
