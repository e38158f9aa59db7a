import { formatCount } from '../../charts/format.ts';
import { DataTable } from '../kit/data-table.tsx';
import { notebook } from '../lab.ts';

/** Which features rest on zeros or guesses that stand for what the source could not tell. */
export function UnsureFeatures() {
  const result = notebook.cell('generate').result.value;
  // A cell's key holds the keys of what it reads: features of earlier traffic are none of this.
  const isOfThese = notebook.cell('engineer').result.value?.key.includes(result?.key ?? '');
  if (result === null || !isOfThese) return null;
  const traffic = result.value;
  const unsure = traffic.imported?.overview?.unsureFeatures ?? [];
  if (unsure.length === 0) return null;
  const most = Math.max(...unsure.map(({ flows }) => flows));
  return (
    <>
      <p class="warning">
        Some values are missing in the source. Zeros or guesses replace them, and {unsure.length}{' '}
        features rest on them in up to {formatCount(most)} of {formatCount(traffic.summary.total)}{' '}
        flows.
      </p>
      <details>
        <summary>Which features, and of how many flows</summary>
        <DataTable
          caption="Features that rest on what is not known"
          columns={['feature', 'not known', 'flows']}
          rows={unsure.map(({ feature, lacks, flows }) => [
            <code key={feature}>{feature}</code>,
            lacks.join(' or '),
            formatCount(flows),
          ])}
          words={[0, 1]}
        />
      </details>
    </>
  );
}
