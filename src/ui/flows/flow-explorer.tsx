import { useMemo, useRef, useState } from 'preact/hooks';
import { formatCount, formatType } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { many } from '../../pipeline/run/words.ts';
import { type FlowFilter, filterRows } from '../../pipeline/traffic/flow-filter.ts';
import {
  judgeFirst,
  type Sorting,
  sortKeys,
  type ViewColumn,
  viewColumns,
  withVerdicts,
} from '../../pipeline/traffic/flow-view.ts';
import {
  tellsTruth,
  VERDICTS,
  type Verdict,
  verdictInWords,
} from '../../pipeline/traffic/verdicts.ts';
import { FoldedPart } from '../cells/folded-part.tsx';
import { DetectorSelect } from '../detecting/detector-select.tsx';
import { NotYet } from '../kit/not-yet.tsx';
import { ClearType } from '../kit/type-chip.tsx';
import { selectedFlow, selectedType, selectedVerdict, shownDetector } from '../lab.ts';
import { GroupChip, PartFilter, useTriageColumn, useTriagedRows } from '../triage/triage-rows.tsx';
import { FlowCard } from './flow-card.tsx';
import { flowSource, isLarge, type ShownFlows, useLargeRanks } from './flow-source.ts';
import { FlowTable } from './flow-table.tsx';
import { flowTruth } from './flow-truth-state.ts';
import { orderOf } from './row-orders.ts';
import './flows.css';

/** All flows: sorted, filtered, and any of them opened. */
export function FlowExplorer() {
  const { shownFlows } = flowSource();
  const source = shownFlows.value;
  return (
    <FoldedPart
      id="flows"
      headline={source === null ? undefined : many(source.traffic.summary.total, 'flow')}
    >
      <p class="prose">
        Find the flows that a detector got wrong. Open one to compare its features with those of
        normal flows.
      </p>
      {source === null ? <NotYet what="The flows" /> : <Explorer source={source} />}
    </FoldedPart>
  );
}

function Explorer({ source }: { readonly source: ShownFlows }) {
  const judge = shownDetector.value;
  const [chosen, setChosen] = useState<Sorting | null>(null);
  const [text, setText] = useState('');
  const { total, unlabelled } = source.traffic.summary;
  const told = unlabelled < total && flowTruth().shown.value;
  const judged = useColumns(source, judge, told);
  const columns = useTriageColumn(judged);
  const sorting = sortingOf(columns, chosen, judge);
  const order = useOrder(columns, sorting);
  const type = selectedType.value;
  const asked = selectedVerdict.value;
  const verdict = asked === 'any' || told || !tellsTruth(asked) ? asked : 'any';
  const filtered = useMemo(
    () => filterRows(order, judged, { type, verdict, text }),
    [order, judged, type, verdict, text],
  );
  const { rows, list } = useTriagedRows(filtered, sorting.column);
  const selected = selectedFlow.value;
  return (
    <div class={selected === null ? 'flow-board' : 'flow-board with-card'}>
      <div>
        <Filters source={source} verdict={verdict} text={text} onSearch={setText} />
        <div class="flow-count">
          <span id="flow-count" role="status">
            {rows.length === total
              ? `${formatCount(total)} flows`
              : `${formatCount(rows.length)} of ${formatCount(total)} flows`}
          </span>
          {type !== null && <ClearType type={type} />}
          <GroupChip />
          {unlabelled < total && <TruthSwitch />}
        </div>
        <FlowTable
          labelledBy="flows-title flow-count"
          columns={columns}
          order={rows}
          list={list}
          sorting={sorting}
          onSort={setChosen}
        />
        <p class="meaning">
          A heading sorts; arrow up from the first row goes to the headings. In the table: arrows,
          Page Up and Down, Home, End; Enter opens the flow, Escape closes it; a marks it as an
          attack, f as fine, u takes the mark back.
        </p>
      </div>
      {selected !== null && <FlowCard source={source} row={selected} order={rows} />}
    </div>
  );
}

/** A threshold that moves changes the verdicts, many times a second, and nothing else. */
function useColumns(source: ShownFlows, judge: DetectorName, told: boolean): readonly ViewColumn[] {
  const { judgedFlows } = flowSource();
  const columns = useMemo(() => judgeFirst(viewColumns(source), judge), [source, judge]);
  const predictions = judgedFlows.value.find(({ detector }) => detector === judge)?.assessment
    .predictions;
  return useMemo(() => {
    const labels = told ? source.traffic.labels : null;
    const all = predictions === undefined ? columns : withVerdicts(columns, labels, predictions);
    return told ? all : all.filter(({ id }) => id !== 'type');
  }, [columns, predictions, source, told]);
}

/** Whether the table and the card tell what flows really are. */
function TruthSwitch() {
  const { shown, show } = flowTruth();
  return (
    <>
      <TruthBox shown={shown.value} show={show} />
      {selectedType.value !== null && (
        <span class="flow-told">Choosing a type shows the truth.</span>
      )}
    </>
  );
}

function TruthBox({ shown, show }: { readonly shown: boolean; show(on: boolean): void }) {
  return (
    <label class="inline">
      <input
        type="checkbox"
        checked={shown}
        onChange={({ currentTarget }) => show(currentTarget.checked)}
      />{' '}
      Show the truth
    </label>
  );
}

/** What was chosen where there is such a column; else the most anomalous first. */
function sortingOf(
  columns: readonly ViewColumn[],
  chosen: Sorting | null,
  judge: DetectorName,
): Sorting {
  const has = (column: string) => columns.some(({ id }) => id === column);
  if (chosen !== null && has(chosen.column)) return chosen;
  return has(judge) ? { column: judge, descending: true } : { column: 'row', descending: false };
}

/** All rows in their order; in the one before, or that of the row numbers, while it is being found. */
function useOrder(columns: readonly ViewColumn[], { column, descending }: Sorting): Uint32Array {
  // The first column has them.
  const rowNumbers = entryAt(columns, 0, 'column').values as Uint32Array;
  const by = columns.find(({ id }) => id === column) ?? entryAt(columns, 0, 'column');
  const { values, names } = by;
  const ranks = useLargeRanks(names);
  const keys = useMemo(() => {
    if (!isLarge(names)) return sortKeys(by);
    return ranks === null ? rowNumbers : sortKeys(by, ranks);
  }, [values, names, ranks, rowNumbers]);
  const found = orderOf(keys, descending && (ranks !== null || !isLarge(names))).value;
  const before = useRef(rowNumbers);
  if (found !== null) before.current = found;
  return before.current.length === rowNumbers.length ? before.current : rowNumbers;
}

interface FilterProps {
  readonly source: ShownFlows;
  readonly verdict: FlowFilter['verdict'];
  readonly text: string;
  readonly onSearch: (text: string) => void;
}

/** A file may name every flow a type of its own; a search finds the others. */
const MOST_TYPES = 200;

function Filters({ source, verdict, text, onSearch }: FilterProps) {
  const { traffic, detections } = source;
  const { types, unlabelled, total } = traffic.summary;
  const names = new Set(types.slice(0, MOST_TYPES).map(({ type }) => type));
  if (selectedType.value !== null) names.add(selectedType.value);
  const told = unlabelled < total && flowTruth().shown.value;
  const verdicts = VERDICTS.filter((one) => told || !tellsTruth(one));
  return (
    <div class="controls flow-filters">
      {unlabelled < total && <TypeFilter names={[...names]} />}
      <DetectorSelect id="flow-judge" label="Judged by" />
      <div class="control">
        <label for="flow-verdict">Verdict</label>
        <select
          id="flow-verdict"
          value={verdict}
          disabled={detections.length === 0}
          onChange={({ currentTarget: { value } }) => {
            selectedVerdict.value = value as Verdict | 'any';
          }}
        >
          <option value="any">any verdict</option>
          {verdicts.map((one) => (
            <option key={one} value={one}>
              {one === 'left alone' ? 'no alert, rightly' : verdictInWords(one)}
            </option>
          ))}
        </select>
      </div>
      <PartFilter />
      <div class="control">
        <label for="flow-text">Search</label>
        <input
          id="flow-text"
          type="search"
          spellcheck={false}
          autocomplete="off"
          aria-describedby="flow-text-meaning"
          value={text}
          onInput={({ currentTarget: { value } }) => onSearch(value)}
        />
        <p id="flow-text-meaning" class="meaning">
          A port, or part of {told && 'a type, '}a protocol, address, service or uid.
        </p>
      </div>
    </div>
  );
}

function TypeFilter({ names }: { readonly names: readonly string[] }) {
  return (
    <div class="control">
      <label for="flow-type">Type (shows the truth)</label>
      <select
        id="flow-type"
        value={selectedType.value ?? ''}
        onChange={({ currentTarget: { value } }) => {
          selectedType.value = value === '' ? null : value;
        }}
      >
        <option value="">every type</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {formatType(name)}
          </option>
        ))}
      </select>
    </div>
  );
}
