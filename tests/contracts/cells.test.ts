import { type ComponentType, h } from 'preact';
import { describe, expect, it, vi } from 'vitest';
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
    FETCHED.push(fetched);
    return (props: object) => (part === null ? null : h(part, props));
  },
}));

// Files before this one, in the same process, may have them as a browser has them.
vi.resetModules();
const SUBJECTS = await cellSubjects();
await Promise.all(FETCHED);

it('is asked of cells of every step', () => {
  expect(SUBJECTS.length).toBeGreaterThan(12);
});

describe.each(SUBJECTS)('$title', (subject) => {
  for (const { title, check } of cellContract(subject)) it(title, check);
});
