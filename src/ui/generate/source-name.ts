import type { TrafficFiles } from '../../worker/opened-files.ts';

/** Where traffic comes from, in words: `conn.log`, `conn.log and 2 more`. */
export function sourceName(opened: TrafficFiles | null): string {
  const [first, ...others] = opened?.files ?? [];
  if (first === undefined) return 'generated flows';
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
}
