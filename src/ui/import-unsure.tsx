import { formatCount } from '../charts/format.ts';
import { DataTable } from './data-table.tsx';
import { notebook } from './lab.ts';

/** Which features are computed from zeros that stand for what the source could not tell. */
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
        {unsure.length} features are computed from zeros that stand for what is not known, in up to{' '}
        {formatCount(most)} of {formatCount(traffic.summary.total)} flows.
      </p>
      <details>
        <summary>Which features, and of how many flows</summary>
        <DataTable
          caption="Features computed from what is not known"
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
