import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { formatCount, formatMeasure } from '../../charts/format.ts';
import { messageOf } from '../../data/errors.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { listOf } from '../../pipeline/run/words.ts';
import {
  countMarks,
  figuresOfMarks,
  judgeByMarks,
  type MarkedEvaluation,
  type Marks,
  markedOneSide,
  withMarks,
} from '../../pipeline/triage/marks.ts';
import { FoldedPart } from '../cells/folded-part.tsx';
import { flowSource } from '../flows/flow-source.ts';
import { DataTable } from '../kit/data-table.tsx';
import { saveFile } from '../kit/export-file.ts';
import { tasks } from '../lab.ts';
import { ShowPart } from './triage-rows.tsx';
import { triage } from './triage-state.ts';
import '../flows/flows.css';
import './triage.css';

/** What a person has said of flows, and how the detectors stand beside it. */
export function MarksPanel() {
  const { shownMarks } = triage();
  const { shownFlows } = flowSource();
  const marked = shownMarks.value;
  if (shownFlows.value === null) return null;
  return (
    <FoldedPart id="marks" headline={marksInWords(marked)}>
      {marked.size === 0 ? <NothingMarked /> : <Marked marks={marked} />}
      <ForgetMarks marks={marked} />
    </FoldedPart>
  );
}

function marksInWords(marks: Marks): string {
  if (marks.size === 0) return 'Nothing yet.';
  const { attack, fine } = countMarks(marks);
  return `${formatCount(marks.size)} marked: ${formatCount(attack)} as attack, ${formatCount(fine)} as fine`;
}

function NothingMarked() {
  return (
    <p class="prose">
      Nothing yet. Open a flow in the table above and mark it as attack or fine. Here you then see
      how each detector judged your marked flows.
    </p>
  );
}

function Marked({ marks }: { readonly marks: Marks }) {
  const { judgedFlows, shownFlows } = flowSource();
  const detections = judgedFlows.value;
  const traffic = shownFlows.value?.traffic;
  const judged = useMemo(
    () => (traffic === undefined ? [] : judgeByMarks(detections, marks, traffic)),
    [detections, marks, traffic],
  );
  return (
    <>
      <p class="headline" role="status">
        {marksInWords(marks)} <ShowPart part="marked">See them</ShowPart>
      </p>
      {judged.length === 0 ? (
        <p class="not-yet">No detector has looked at these flows yet: run the cells above.</p>
      ) : (
        <MarkedTable judged={judged} />
      )}
      <SaveMarked marks={marks} />
    </>
  );
}

function MarkedTable({ judged }: { readonly judged: readonly MarkedEvaluation[] }) {
  return (
    <>
      <DataTable
        caption="The detectors on the flows that you marked, at their thresholds"
        columns={[
          'detector',
          'found',
          'missed',
          'false positives',
          'no alert, rightly',
          'precision',
          'recall',
          'F1',
          'ROC AUC',
          'average precision',
        ]}
        rows={judged.map(({ detector, evaluation }) => {
          const { confusion, rocAuc, averagePrecision } = evaluation;
          const { precision, recall, f1 } = figuresOfMarks(evaluation);
          return [
            detectorFacts(detector).title,
            ...[confusion?.tp, confusion?.fn, confusion?.fp, confusion?.tn].map((flows) =>
              formatCount(flows ?? 0),
            ),
            ...[precision, recall, f1, rocAuc, averagePrecision].map((value) =>
              formatMeasure(value),
            ),
          ];
        })}
      />
      <OneSided judged={judged} side="flagged" />
      <OneSided judged={judged} side="left alone" />
      <p class="meaning">
        These figures count only the marked flows. To judge a detector, also mark flows on which it
        raises no alert.
      </p>
    </>
  );
}

interface OneSidedProps {
  readonly judged: readonly MarkedEvaluation[];
  readonly side: 'flagged' | 'left alone';
}

/** Whose figures the choice of marked flows settles beforehand. */
function OneSided({ judged, side }: OneSidedProps) {
  const titles = judged
    .filter(({ evaluation }) => markedOneSide(evaluation) === side)
    .map(({ detector }) => `the ${detectorFacts(detector).title}`);
  if (titles.length === 0) return null;
  return (
    <p class="warning">
      {side === 'flagged'
        ? `Every flow that you marked raises an alert of ${listOf(titles)}: these marks cannot show what is missed.`
        : `No flow that you marked raises an alert of ${listOf(titles)}: these marks cannot show false positives.`}
    </p>
  );
}

function SaveMarked({ marks }: { readonly marks: Marks }) {
  const { shownFlows } = flowSource();
  const status = useSignal('');
  const save = async () => {
    const source = shownFlows.peek();
    if (source === null) return;
    status.value = 'Writing…';
    try {
      const traffic = withMarks(source.traffic, marks, true);
      const { signal } = new AbortController();
      const file = await tasks.run('csv', { traffic, detections: [] }, { signal });
      saveFile(file, 'marked-flows.csv');
      status.value = '';
    } catch (error) {
      status.value = messageOf(error);
    }
  };
  return (
    <p>
      <button type="button" onClick={save}>
        Save flows labelled by your marks alone
      </button>{' '}
      <span role="status">{status.value}</span>
      <span class="meaning">
        CSV of all flows; those that you did not mark have no label. Read again, by this page or by
        the command line, it gives the figures above.
      </span>
    </p>
  );
}

/** Takes all marks back, and can be taken back itself. */
function ForgetMarks({ marks }: { readonly marks: Marks }) {
  const { setMarks } = triage();
  const { shownFlows } = flowSource();
  const forgotten = useSignal<{ readonly marks: Marks; readonly key: string } | null>(null);
  const key = shownFlows.value?.key ?? '';
  const undo = forgotten.value?.key === key && marks.size === 0 ? forgotten.value : null;
  return (
    <p role="status">
      {marks.size > 0 && (
        <button
          type="button"
          onClick={() => {
            forgotten.value = { marks, key };
            setMarks(new Map());
          }}
        >
          Forget all marks
        </button>
      )}
      {undo !== null && (
        <>
          {formatCount(undo.marks.size)} marks forgotten.{' '}
          <button type="button" onClick={() => setMarks(undo.marks)}>
            Undo
          </button>
        </>
      )}
    </p>
  );
}
