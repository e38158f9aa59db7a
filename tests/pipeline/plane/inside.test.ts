import { beforeAll, describe, expect, it } from 'vitest';
import { entryAt } from '../../../src/data/entry-at.ts';
import type { MemberName } from '../../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { fitPlane } from '../../../src/pipeline/plane/field.ts';
import { type PlaneInside, planeInside } from '../../../src/pipeline/plane/inside.ts';
import { type PlaneFlows, planeFlows } from '../../../src/pipeline/plane/plane-flows.ts';
import { engineerTraffic } from '../../../src/pipeline/run/engineer.ts';
import { generateTraffic } from '../../../src/pipeline/traffic/generate.ts';

const PLACE = [0.31, 0.64] as const;

describe('the inside of a detector over its plane', () => {
  let plane: PlaneFlows;
  beforeAll(() => {
    const traffic = generateTraffic(NOTEBOOK_PARAMETERS);
    const engineered = engineerTraffic(traffic, NOTEBOOK_PARAMETERS);
    plane = planeFlows(
      engineered,
      traffic.labels,
      ['log_packets', 'log_bytes'],
      NOTEBOOK_PARAMETERS,
    );
  });
  const insideOf = (name: MemberName): PlaneInside | null => {
    const { estimator } = fitPlane(name, plane, NOTEBOOK_PARAMETERS, { now: () => 0 });
    return planeInside(plane, estimator, PLACE);
  };

  it('cuts smaller and smaller rooms, all of which hold the place', () => {
    const inside = insideOf('isolation-forest');
    if (inside?.kind !== 'cuts') throw new Error('A forest cuts.');
    expect(inside.rooms.length).toBeGreaterThan(3);
    inside.rooms.forEach(({ left, right, bottom, top }, at) => {
      expect(left).toBeLessThanOrEqual(PLACE[0]);
      expect(right).toBeGreaterThanOrEqual(PLACE[0]);
      expect(bottom).toBeLessThanOrEqual(PLACE[1]);
      expect(top).toBeGreaterThanOrEqual(PLACE[1]);
      const before = inside.rooms[at - 1];
      if (before === undefined) return;
      expect(right - left + (top - bottom)).toBeLessThan(
        before.right - before.left + (before.top - before.bottom),
      );
    });
  });

  it('rings the neighbours of the place, the last of them on the line', () => {
    const inside = insideOf('local-outlier-factor');
    if (inside?.kind !== 'flows' || inside.ring === null) throw new Error('It has neighbours.');
    expect(inside.flows).toHaveLength(Number(NOTEBOOK_PARAMETERS.nNeighbors));
    for (const [x, y] of inside.flows) {
      expect(isWithin(inside.ring, x, y)).toBe(true);
    }
  });

  it('rings every support vector', () => {
    const inside = insideOf('one-class-svm');
    if (inside?.kind !== 'flows') throw new Error('It has support vectors.');
    expect(inside.flows.length).toBeGreaterThan(200);
    expect(inside.words).toContain(`${inside.flows.length} support vectors`);
  });
});

/** Whether a place lies in a polygon, or within a hair of its line. */
function isWithin(ring: readonly (readonly [number, number])[], x: number, y: number): boolean {
  const [cx, cy] = PLACE;
  const grown = ring.map(([a, b]) => [cx + (a - cx) * 1.02, cy + (b - cy) * 1.02] as const);
  let inside = false;
  grown.forEach(([ax, ay], at) => {
    const [bx, by] = entryAt(grown, (at + 1) % grown.length, 'corner');
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
