import { expect } from 'vitest';
import type { Inside } from '../../../src/pipeline/inside/inside.ts';

/** The score from nothing but the parts that are shown, by the textbook's formulas. */
export function rebuiltScore(inside: Inside): number {
  switch (inside.kind) {
    case 'isolation-forest':
      return -(2 ** (-meanOf(inside.lengths) / inside.expected));
    case 'one-class-svm': {
      const { supports, gamma } = inside;
      return sumOf(
        supports.map(({ alpha, squaredDistance }) => alpha * Math.exp(-gamma * squaredDistance)),
      );
    }
    case 'local-outlier-factor': {
      const { neighbours } = inside;
      const reach = neighbours.map(({ distance, radius }) => Math.max(distance, radius));
      const density = 1 / (meanOf(reach) + 1e-10);
      return -meanOf(neighbours.map((one) => one.density)) / density;
    }
    case 'autoencoder':
      return -meanOf(inside.columns.map(({ seen, given }) => (given - seen) ** 2));
    case 'rule-of-thumb':
      return -Math.max(
        ...inside.columns.map(({ value, low, high, width }) => {
          return Math.max(low - value, value - high) / width;
        }),
      );
    case 'rarity':
      return -sumOf(inside.columns.map(({ contribution }) => contribution));
    case 'k-nearest-neighbours': {
      const distances = inside.neighbours.map(({ distance }) => distance);
      const { length } = distances;
      if (inside.method === 'largest') return -Math.max(...distances);
      if (inside.method === 'mean') return -meanOf(distances);
      return -(distances[(length - 1) >> 1] + distances[length >> 1]) / 2;
    }
    case 'ensemble': {
      const { members, byMaximum } = inside;
      const weights = members.map(({ weight }) => weight);
      const weighted = members.map(({ weight, abnormality }) => weight * abnormality);
      if (byMaximum) return -Math.max(...weighted) / Math.max(...weights);
      return -sumOf(weighted) / sumOf(weights);
    }
  }
}

/** What must hold within what is shown of one flow, besides its score. */
export function expectConsistent(inside: Inside): void {
  const { score, threshold, alert } = inside;
  if (score !== threshold) expect(alert, inside.sentence).toBe(score < threshold);
  if (inside.kind === 'isolation-forest') {
    const { path, lengths } = inside;
    expect(path.cuts.length + path.correction).toBeCloseTo(lengths[path.tree], 12);
    path.cuts.forEach(({ column, side, value, threshold: cut, before, remaining }, at) => {
      expect(side).toBe(value <= cut ? 'left' : 'right');
      expect(value).toBe(Math.fround(inside.features[column].scaled));
      expect(before).toBe(at === 0 ? before : path.cuts[at - 1].remaining);
      expect(remaining).toBeLessThan(before);
    });
    expect(path.cuts.at(-1)?.remaining ?? path.leafSamples).toBe(path.leafSamples);
  }
  if (inside.kind === 'one-class-svm') {
    const { supports, decision, rho, sum, isNoise, tolerance } = inside;
    expect(decision).toBe(sum - rho);
    expect(isNoise).toBe(Math.abs(sum - threshold) <= tolerance);
    const parts = supports.map(({ contribution }) => contribution);
    expect(parts).toEqual(parts.toSorted((a, b) => b - a));
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}
