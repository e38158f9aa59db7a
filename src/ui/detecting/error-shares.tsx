import { formatNumber } from '../../charts/format.ts';
import type { ErrorShare } from '../../models/neural/reconstruction.ts';
import { DataTable } from '../kit/data-table.tsx';

/** Listed one by one, the largest first; the others together. */
const LISTED = 6;

/** What each feature of a flow adds to the error of the autoencoder. */
export function ErrorShares({ shares }: { readonly shares: readonly ErrorShare[] }) {
  const rest = shares.slice(LISTED);
  const restShare = rest.reduce((sum, { share }) => sum + share, 0);
  return (
    <DataTable
      caption="What the Autoencoder cannot give back of it"
      columns={['feature', 'share of the error', 'in per cent', 'squared error']}
      rows={[
        ...shares
          .slice(0, LISTED)
          .map(({ name, share, error }) => [
            <code key="name">{name}</code>,
            <progress key="bar" value={share} aria-hidden="true" />,
            percent(share),
            formatNumber(error),
          ]),
        ...(rest.length === 0
          ? []
          : [
              [
                `${rest.length} others`,
                <progress key="bar" value={restShare} aria-hidden="true" />,
                percent(restShare),
                '',
              ],
            ]),
      ]}
      words={[0, 1]}
    />
  );
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
