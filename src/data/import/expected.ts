import { JSON_KINDS } from './json/json-dialects.ts';
import { DIALECTS } from './kinds/dialects.ts';

/** What a file may be, for messages about one that is none of it. */
export const EXPECTED = `expected ${[
  ...new Set(
    [...Object.values(DIALECTS), ...Object.values(JSON_KINDS)].map(({ expects }) => expects),
  ),
].join(', ')}, a CSV of mostly numeric columns, or any table whose columns are mapped`;
