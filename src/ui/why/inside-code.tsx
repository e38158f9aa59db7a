import { useSignal } from '@preact/signals';
import { decodedFeatures } from '../../pipeline/inside/decoded.ts';
import type { InsideNetwork } from '../../pipeline/inside/inside.ts';
import { DataTable } from '../kit/data-table.tsx';
import { why } from './why-state.ts';

/** The numbers in the middle of the network, each on a slider, and what it gives back of them. */
export function Code({ inside: { detector, code, features } }: { readonly inside: InsideNetwork }) {
  const changed = useSignal(code);
  const run = why().asked.value?.run;
  const found = run?.detections.find((one) => one.detector === detector);
  if (run === undefined || !found?.reconstruction) return null;
  const given = decodedFeatures(found.reconstruction, changed.value, run.scaled);
  return (
    <details>
      <summary>The {code.length} numbers in the middle</summary>
      <p class="meaning">
        All that the network keeps of a flow. Move one and see what it gives back.
      </p>
      {changed.value.map((value, at) => (
        <div key={at} class="what-if-column">
          <label for={`code-${at}`}>number {at + 1}</label>
          <input
            id={`code-${at}`}
            type="range"
            min={-1}
            max={1}
            step={0.01}
            value={value}
            onInput={({ currentTarget }) => {
              changed.value = changed.value.with(at, Number(currentTarget.value));
            }}
          />
          <output>{value.toFixed(2)}</output>
        </div>
      ))}
      <p>
        <button
          type="button"
          disabled={changed.value === code}
          onClick={() => {
            changed.value = code;
          }}
        >
          As it was
        </button>
      </p>
      <DataTable
        caption="What the network gives back"
        columns={['feature', 'this flow', 'given back']}
        rows={given.map(({ title, text }, at) => [title, features[at]?.text ?? '', text])}
      />
    </details>
  );
}
