import { formatType } from '../../charts/format.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import { UNLABELLED } from '../../data/flow-table.ts';
import { PROFILES } from '../../data/profiles.ts';
import type { Labels } from '../../pipeline/traffic/labels.ts';
import { flowTruth } from './flow-truth-state.ts';

interface Props {
  readonly row: number;
  readonly labels: Labels;
}

/** What the flow really is, once that may be told. */
export function FlowTruth({ row, labels }: Props) {
  const { shown, show, isTold } = flowTruth();
  if (labels.label[row] === UNLABELLED) return <p>Nobody has said what it really is.</p>;
  return (
    <div class="flow-truth">
      {isTold(row) ? (
        <Truth type={categoryAt(labels.attackType, row)} />
      ) : (
        <p>What it really is stays hidden until you mark it, or ask.</p>
      )}
      {(shown.value || !isTold(row)) && (
        <button type="button" onClick={() => show(!shown.value)}>
          {shown.value ? 'Hide the truth' : 'Show the truth'}
        </button>
      )}
    </div>
  );
}

function Truth({ type }: { readonly type: string }) {
  const technique = PROFILES.find(({ name }) => name === type)?.technique;
  return (
    <p>
      It really is: <strong>{formatType(type)}</strong>.{' '}
      {technique !== undefined && (
        <>
          <a href={technique.link} rel="noreferrer">
            ATT&CK {technique.id} {technique.name}
          </a>{' '}
          ({technique.tactic}). What gives it away: {technique.givesAway}
        </>
      )}
    </p>
  );
}
