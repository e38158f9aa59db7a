import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatType } from '../../charts/format.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import { ATTACK, UNLABELLED } from '../../data/flow-table.ts';
import {
  explainFlow,
  type FlowExplanation,
  type FlowReference,
} from '../../pipeline/run/explain.ts';
import { ErrorShares } from '../detecting/error-shares.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { selectedFlow } from '../lab.ts';
import { AllowButtons, MarkButtons, markByKey } from '../triage/triage-flow.tsx';
import { Conversation } from './flow-conversation.tsx';
import { FeatureStrips } from './flow-features.tsx';
import { asking, CARD_HEADING, closeFlow, rowId } from './flow-selection.ts';
import { flowSource, type ShownFlows, useReference } from './flow-source.ts';
import { FlowTruth } from './flow-truth.tsx';
import { flowTruth } from './flow-truth-state.ts';
import { FlowVerdicts } from './flow-verdicts.tsx';

const WhyPanel = fetchedLater('The reasons', () =>
  import('../why/why-panel.tsx').then(({ WhyPanel }) => WhyPanel),
);

interface Props {
  readonly source: ShownFlows;
  readonly row: number;
  /** The rows of the table, in their order. */
  readonly order: Uint32Array;
}

/** One flow: what it is, what each detector says of it, and where its features lie. */
export function FlowCard({ source, row, order }: Props) {
  const { traffic, engineered } = source;
  const { labels, flows } = traffic;
  const reference = useReference(source);
  const explanation = useExplanation(source, row, reference);
  const card = useRef<HTMLElement>(null);
  const asked = asking.value;
  useEffect(() => {
    if (card.current === null) return undefined;
    if (getComputedStyle(card.current).position === 'fixed') return showRow(row, card.current);
    card.current.scrollIntoView({ block: 'nearest' });
    return undefined;
  }, [asked, row]);
  useEffect(() => {
    if (asked?.goThere) document.getElementById(CARD_HEADING)?.focus({ preventScroll: true });
  }, [asked]);
  const labelled = labels.label[row] !== UNLABELLED;
  const told = labelled && flowTruth().isTold(row);
  return (
    <section
      ref={card}
      class="flow-card"
      aria-labelledby={CARD_HEADING}
      onKeyDown={(event) => {
        if (event.key === 'Escape') closeFlow();
        else if (isPlain(event)) markByKey(row, event.key);
      }}
    >
      <header>
        <h4 id={CARD_HEADING} tabIndex={-1}>
          Flow {row}
        </h4>
        {told && (
          <span class={labels.label[row] === ATTACK ? 'kind attack' : 'kind normal'}>
            {formatType(categoryAt(labels.attackType, row))}
          </span>
        )}
        <CardButtons row={row} order={order} />
      </header>
      <div class="flow-parts">
        {flows !== null && <Conversation flows={flows} row={row} />}
        {explanation !== null && <FlowVerdicts explanation={explanation} told={told} />}
        <MarkButtons row={row} />
        <FlowTruth row={row} labels={labels} />
        {explanation !== null && reference !== null ? (
          <Explanation
            explanation={explanation}
            reference={reference}
            unknown={flows?.unknown ? categoryAt(flows.unknown, row) : ''}
          />
        ) : (
          <p class="not-yet">
            {engineered === null
              ? 'How it compares with other flows will stand here once the features are there.'
              : 'Comparing it with the other flows …'}
          </p>
        )}
        {flows !== null && <AllowButtons flows={flows} row={row} />}
      </div>
    </section>
  );
}

/** Scrolls the page until the flow's row is in view above the sheet. Returns how to call it off. */
function showRow(row: number, sheet: HTMLElement): () => void {
  // The table moves the row into its window of rows first.
  const frame = requestAnimationFrame(() => {
    const box = document.getElementById(rowId(row))?.getBoundingClientRect();
    const bar = document.querySelector('.flow-count')?.getBoundingClientRect();
    if (box === undefined || bar === undefined) return;
    const top =
      parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + bar.height;
    const bottom = sheet.getBoundingClientRect().top;
    if (box.top >= top && box.bottom <= bottom) return;
    scrollBy({ top: box.top - (top + bottom - box.height) / 2, behavior: 'instant' });
  });
  return () => cancelAnimationFrame(frame);
}

function useExplanation(
  { traffic, engineered, learning }: ShownFlows,
  row: number,
  reference: FlowReference | null,
): FlowExplanation | null {
  const detections = flowSource().judgedFlows.value;
  return useMemo(
    () =>
      reference === null || engineered === null || learning === null
        ? null
        : explainFlow(row, reference, { traffic, detections }, engineered, learning.scaler),
    [row, reference, traffic, engineered, learning, detections],
  );
}

/** To the flow before and after it in the table, and out. */
function CardButtons({ row, order }: Omit<Props, 'source'>) {
  const at = useMemo(() => order.indexOf(row), [row, order]);
  const near = (step: number) => (at < 0 ? undefined : order[at + step]);
  return (
    <div class="actions">
      <StepButton sign="‹" to="Previous" row={near(-1)} />
      <StepButton sign="›" to="Next" row={near(1)} />
      <button type="button" aria-label={`Close the card of flow ${row}`} onClick={closeFlow}>
        ✕
      </button>
    </div>
  );
}

interface StepProps {
  readonly sign: string;
  readonly to: 'Previous' | 'Next';
  /** `undefined` at the end of the table, and for a flow that the table does not show. */
  readonly row: number | undefined;
}

function StepButton({ sign, to, row }: StepProps) {
  const name = row === undefined ? `${to} flow` : `${to}: flow ${row}`;
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      // Not disabled: at the end of the table the focus stays in the card.
      aria-disabled={row === undefined}
      onClick={() => {
        if (row !== undefined) selectedFlow.value = row;
      }}
    >
      {sign}
    </button>
  );
}

function isPlain({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey;
}

interface ExplanationProps {
  readonly explanation: FlowExplanation;
  readonly reference: FlowReference;
  /** What the source could not tell of the flow. */
  readonly unknown: string;
}

function Explanation({ explanation, reference, unknown }: ExplanationProps) {
  const { errorShares, row } = explanation;
  return (
    <>
      <WhyPanel row={row} />
      <FeatureStrips explanation={explanation} reference={reference} unknown={unknown} />
      {errorShares !== null && <ErrorShares shares={errorShares} />}
    </>
  );
}
