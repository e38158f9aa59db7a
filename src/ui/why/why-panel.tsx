import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { valueInWords } from '../../pipeline/what-if/change-words.ts';
import { timeColumns } from '../../pipeline/what-if/start-time.ts';
import type { Twin } from '../../pipeline/what-if/twin.ts';
import { DetectorSelect } from '../detecting/detector-select.tsx';
import { openFlow } from '../flows/flow-selection.ts';
import { DataTable } from '../kit/data-table.tsx';
import { shownDetector } from '../lab.ts';
import { AskToFit } from './ask-to-fit.tsx';
import { InsideView } from './inside-view.tsx';
import { WhatIfPanel } from './what-if-panel.tsx';
import { useAnswer, why } from './why-state.ts';
import './why.css';

/** Why a detector judges a flow as it does, what would have turned that, and what if. */
export function WhyPanel({ row }: { readonly row: number }) {
  const detector = shownDetector.value;
  const asked = why().asked.value;
  if (asked === null || !asked.run.detections.some((one) => one.detector === detector)) {
    return (
      <p class="not-yet">
        Why the {detectorFacts(detector).title} says so stands here once its cell has run.
      </p>
    );
  }
  if (!why().mayFit.value) return <AskToFit />;
  return (
    <section class="why" aria-label={`Why flow ${row} is judged so`}>
      <DetectorSelect id="why-detector" label="Why, by" />
      <Reasons detector={detector} row={row} />
      <Turning detector={detector} row={row} />
      <details>
        <summary>Inside the {detectorFacts(detector).title}</summary>
        <InsideView detector={detector} row={row} />
      </details>
      <details>
        <summary>What if?</summary>
        <WhatIfPanel key={row} detector={detector} row={row} />
      </details>
    </section>
  );
}

interface Props {
  readonly detector: DetectorName;
  readonly row: number;
}

/** So many reasons are told. */
const TOLD = 3;

function Reasons({ detector, row }: Props) {
  const { answer, problem } = useAnswer({ kind: 'reasons', asked: { detector, row } });
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (answer === null || answer.row !== row || answer.detector !== detector) {
    return <p class="not-yet">Looking for reasons …</p>;
  }
  return (
    <div>
      <p class="caption">What makes its score high</p>
      {answer.reasons.length === 0 ? (
        <p>{answer.sentence}</p>
      ) : (
        <ol class="reasons">
          {answer.reasons.slice(0, TOLD).map(({ column, sentence }) => (
            <li key={column}>{sentence}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Turning({ detector, row }: Props) {
  const { answer, problem } = useAnswer({ kind: 'turning', asked: { detector, row } });
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (answer === null || answer.row !== row || answer.detector !== detector) {
    return <p class="not-yet">Looking for what would change the verdict …</p>;
  }
  return (
    <div>
      <p class="caption">What would change the verdict</p>
      <p>{answer.sentence}</p>
      {answer.twin !== null && <NearestTwin twin={answer.twin} />}
    </div>
  );
}

/** The most similar flow without an alert, difference by difference. */
function NearestTwin({ twin: { row, type, differences } }: { readonly twin: Twin }) {
  const columns = why().asked.value?.run.traffic.flows === null ? 'table' : 'flow';
  return (
    <details>
      <summary>The most similar normal flow without an alert</summary>
      <p>
        <button type="button" class="link" onClick={() => openFlow(row)}>
          Flow {row}
        </button>
        , {type.replaceAll('_', ' ')}
        {differences.length === 0 && `: it differs in no column of the ${columns}`}.
      </p>
      {differences.length > 0 && (
        <DataTable
          caption="Where they differ, most first"
          columns={['column', 'this flow', `flow ${row}`]}
          rows={differences.map(({ column, own, twins }) => [
            <code key={column}>{column}</code>,
            valueInWords({ name: column, unit: unitOf(column) }, own),
            valueInWords({ name: column, unit: unitOf(column) }, twins),
          ])}
        />
      )}
    </details>
  );
}

function unitOf(column: string): string {
  const columns = [...FLOW_COLUMNS, ...timeColumns()];
  return columns.find(({ name }) => name === column)?.unit ?? '';
}
