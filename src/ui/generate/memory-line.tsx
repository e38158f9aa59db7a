import { useComputed } from '@preact/signals';
import { formatBytes } from '../../charts/format.ts';
import { buffersOf } from '../../worker/protocol.ts';
import { notebook } from '../lab.ts';

/** Of fewer flows nobody has to ask. */
const MANY_FLOWS = 50_000;

/** How much memory many flows, and all that was computed of them, take on this page. */
export function MemoryLine({ flows }: { readonly flows: number }) {
  const bytes = useComputed(() => {
    const results = notebook.shown.value.map(({ id }) => notebook.cell(id).result.value?.value);
    return buffersOf(results).reduce((sum, { byteLength }) => sum + byteLength, 0);
  });
  if (flows < MANY_FLOWS) return null;
  return (
    <p class="meaning memory-line">
      The flows and their results hold {formatBytes(bytes.value)} of memory,{' '}
      {formatBytes(bytes.value / flows)} a flow. Twice as many flows take twice as much. A step that
      runs takes a copy besides.
    </p>
  );
}
