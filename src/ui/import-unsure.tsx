import { formatCount } from '../charts/format.ts';
import { DataTable } from './data-table.tsx';
import { notebook } from './lab.ts';

/** Which features are computed from zeros that stand for what the source could not tell. */
export function UnsureFeatures() {
  const traffic = notebook.cell('generate').result.value?.value;
  const unsure = traffic?.imported?.overview?.unsureFeatures ?? [];
  if (traffic === undefined || unsure.length === 0) return null;
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
