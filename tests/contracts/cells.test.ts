/// <reference types="vite/types/importMeta.d.ts" />
import { type ComponentType, h } from 'preact';
import { describe, expect, it, vi } from 'vitest';
import { CELLS } from '../../src/notebook/cells.ts';
import { isDetector } from '../../src/pipeline/detecting/detector-table.ts';
import { cellContract } from './cell-contract.ts';
import { cellSubjects } from './cell-subjects.ts';

const FETCHED = vi.hoisted((): Promise<unknown>[] => []);

// A browser that is idle fetches these parts; here they are there before anything is drawn.
vi.mock('../../src/ui/kit/fetched-later.tsx', () => ({
  fetchedLater(_what: string, fetchPart: () => Promise<ComponentType>) {
    let part: ComponentType | null = null;
    const fetched = fetchPart().then((one) => {
      part = one;
    });
    // One that is missing is told by a test of its own.
    fetched.catch(() => undefined);
    FETCHED.push(fetched);
    return (props: object) => (part === null ? null : h(part, props));
  },
}));

// Files before this one, in the same process, may have them as a browser has them.
vi.resetModules();
const SUBJECTS = await cellSubjects();
const PARTS = await Promise.allSettled(FETCHED);

it('is asked of cells of every step', () => {
  expect(SUBJECTS.length).toBeGreaterThan(12);
});

it('finds each part that is fetched later', () => {
  const missing = PARTS.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
  expect(missing).toEqual([]);
});

/** The names of files found by a pattern, but for what they have in common. */
const named = (files: object, common: RegExp) =>
  Object.keys(files).map((path) => path.replace(common, ''));

const OTHERS = CELLS.map(({ id }) => id).filter((id) => !isDetector(id));

it('finds a view for each cell, and no view without a cell', () => {
  const views = named(import.meta.glob('../../src/ui/*/cell-*.tsx'), /^.*\/cell-|\.tsx$/g);
  expect(views.toSorted()).toEqual(OTHERS.toSorted());
});

it('finds the Python half of each cell, and none without a cell', () => {
  const halves = named(import.meta.glob('../../src/pipeline/python/cells/*.ts'), /^.*\/|\.ts$/g);
  expect(halves.toSorted()).toEqual(OTHERS.toSorted());
});

describe.each(SUBJECTS)('$title', (subject) => {
  for (const { title, check } of cellContract(subject)) it(title, check);
});
