import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** More files than that are not taken in at a glance. */
const MOST = 25;

test('no folder of the source has more files than a reader takes in', () => {
  const root = fileURLToPath(new URL('../../src', import.meta.url));
  const counts = new Map<string, number>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    counts.set(entry.parentPath, (counts.get(entry.parentPath) ?? 0) + 1);
  }
  expect(counts.size).toBeGreaterThan(10);
  expect([...counts].filter(([, files]) => files > MOST)).toEqual([]);
});
