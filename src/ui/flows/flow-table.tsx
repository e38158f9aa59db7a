import { useEffect } from 'preact/hooks';
import { entryAt } from '../../data/entry-at.ts';
import type { Sorting, ViewColumn } from '../../pipeline/traffic/flow-view.ts';
import { ROWS, useRowWindow } from '../kit/row-window.ts';
import { selectedFlow } from '../lab.ts';
import { markByKey } from '../triage/triage-flow.tsx';
import { cellText, headingOf, wholeText, widthOf } from './flow-cells.ts';
import { closeFlow, openFlow, rowId } from './flow-selection.ts';

/** Height of a row and of the heading, in rem. */
const ROW_REM = 2;
/** How far an arrow key moves the table sideways, in pixels. */
const SIDEWAYS = 96;

interface Props {
  /** Names the table. */
  readonly labelledBy: string;
  readonly columns: readonly ViewColumn[];
  /** Row numbers to show, in their order. */
  readonly order: Uint32Array;
  /** What they are a list of: another one is shown from its top. */
  readonly list: unknown;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

/**
 * A table of any number of flows. It stands still in its scrolling area and shows the rows that
 * belong to how far one has scrolled, so no row is ever blank. One stop of the Tab key: arrows, Page
 * Up and Down, Home and End move between rows, and above the first row between the headings. Enter
 * opens the flow, Escape closes its card, and letters mark it.
 */
export function FlowTable(props: Props) {
  const { columns, order, list } = props;
  const { area, steps, first, cursor, follow, moveTo } = useRowWindow(order, list);
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);

  // The card steps through the rows too.
  const selected = selectedFlow.value;
  useEffect(() => {
    const at = selected === null ? -1 : order.indexOf(selected);
    if (at >= 0) moveTo(at);
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { currentTarget: grid, target } = event;
    if (!(grid instanceof HTMLElement)) return;
    if (target !== grid) {
      if (target instanceof HTMLElement && moveAmongHeadings(grid, target, event.key)) {
        event.preventDefault();
        event.stopPropagation();
      }
      return;
    }
    if (event.key === 'ArrowUp' && cursor === 0) focusSortedHeading(grid);
    const here = order[cursor];
    const place = KEYS[event.key]?.(cursor, order.length);
    if (place !== undefined) moveTo(place);
    else if (event.key === 'ArrowLeft') area.current?.scrollBy(-SIDEWAYS, 0);
    else if (event.key === 'ArrowRight') area.current?.scrollBy(SIDEWAYS, 0);
    else if ((event.key === 'Enter' || event.key === ' ') && here !== undefined) {
      moveTo(cursor);
      openFlow(here);
    } else if (event.key === 'Escape' && selected !== null) closeFlow();
    else if (here === undefined || !markByKey(here, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent) => {
    const clicked = (event.target as Element).closest<HTMLElement>('tr[data-place]');
    if (clicked === null) return;
    const place = Number(clicked.dataset.place);
    moveTo(place);
    openFlow(entryAt(order, place, 'flow'), false);
  };
  return (
    <div ref={area} class="flow-area" onScroll={follow}>
      <div style={{ height: `${steps * ROW_REM}rem`, width: `${width}rem` }}>
        <Grid {...props} first={first} cursor={cursor} onKeyDown={onKeyDown} onClick={onClick} />
      </div>
    </div>
  );
}

/** To the heading that the table is sorted by; the cursor stays in the first row. */
function focusSortedHeading(grid: HTMLElement): void {
  grid.querySelector<HTMLElement>('[aria-sort]:not([aria-sort="none"]) button')?.focus();
}

/** Left and right go to the next heading, down goes back to the rows. Whether the key was used. */
function moveAmongHeadings(grid: HTMLElement, heading: HTMLElement, key: string): boolean {
  if (key === 'ArrowDown' || key === 'Escape') {
    grid.focus();
    return true;
  }
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (step === undefined) return false;
  const headings = [...grid.querySelectorAll<HTMLElement>('thead button')];
  headings.at(Math.max(0, headings.indexOf(heading) + step))?.focus();
  return true;
}

/** Where each key leads from a place among so many rows. */
const KEYS: Readonly<Record<string, (place: number, rows: number) => number>> = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  PageDown: (place) => place + ROWS - 1,
  PageUp: (place) => place - ROWS + 1,
  Home: () => 0,
  End: (_, rows) => rows - 1,
};

interface GridProps extends Props {
  readonly first: number;
  readonly cursor: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
}

function Grid(props: GridProps) {
  const { labelledBy, columns, order, sorting, onSort, first, cursor } = props;
  const shown = Array.from(order.subarray(first, first + ROWS));
  const cursorInPage = cursor >= first && cursor < first + shown.length;
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table to move about in
      role="grid"
      class="flow-grid"
      aria-labelledby={labelledBy}
      aria-rowcount={order.length + 1}
      aria-activedescendant={cursorInPage ? rowId(entryAt(order, cursor, 'flow')) : undefined}
      tabIndex={0}
      onKeyDown={props.onKeyDown}
      onClick={props.onClick}
    >
      <colgroup>
        {columns.map((column) => (
          <col key={column.id} style={{ width: `${widthOf(column)}rem` }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column, j) => (
            <Heading key={column.id} column={column} place={j} sorting={sorting} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row, at) => (
          <Row
            key={at}
            row={row}
            place={first + at}
            columns={columns}
            onCursor={first + at === cursor}
          />
        ))}
      </tbody>
    </table>
  );
}

interface HeadingProps extends Pick<Props, 'sorting' | 'onSort'> {
  readonly column: ViewColumn;
  readonly place: number;
}

/** A column's name: pressing it sorts, pressing it again turns the order round. */
function Heading({ column, place, sorting, onSort }: HeadingProps) {
  const { id, title, kind } = column;
  const sorted = sorting.column === id;
  const order = sorting.descending ? 'descending' : 'ascending';
  const rising = kind === 'word' || kind === 'row';
  return (
    <th
      scope="col"
      class={`${sideOf(kind)}${judged(column, place)}`}
      aria-sort={sorted ? order : 'none'}
    >
      <button
        type="button"
        tabIndex={-1}
        title={`Sort by ${title}`}
        onClick={() => onSort({ column: id, descending: sorted ? !sorting.descending : !rising })}
      >
        {headingOf(column)}
        <span aria-hidden="true">{sorted ? (sorting.descending ? ' ▼' : ' ▲') : ''}</span>
      </button>
    </th>
  );
}

function sideOf(kind: ViewColumn['kind']): string {
  return kind === 'word' ? '' : kind === 'score' ? 'right score' : 'right';
}

interface RowProps {
  readonly row: number;
  readonly place: number;
  readonly columns: readonly ViewColumn[];
  readonly onCursor: boolean;
}

function Row({ row, place, columns, onCursor }: RowProps) {
  return (
    <tr
      id={rowId(row)}
      data-place={place}
      aria-rowindex={place + 2}
      aria-selected={selectedFlow.value === row}
      class={onCursor ? 'cursor' : ''}
    >
      {columns.map((column, j) => {
        const text = cellText(column, row);
        const side = column.kind === 'word' ? 'word' : 'number';
        return j === 0 ? (
          <th key={column.id} scope="row" class={side}>
            {text}
          </th>
        ) : (
          <td
            key={column.id}
            class={
              SAYINGS.includes(column.id) ? `${column.id} ${text}` : `${side}${judged(column, j)}`
            }
            title={wholeText(column, row)}
          >
            {text}
          </td>
        );
      })}
    </tr>
  );
}

/** The score that the table is judged by stays beside the row. */
function judged({ kind }: ViewColumn, place: number): string {
  return kind === 'score' && place === 1 ? ' judged' : '';
}

/** Columns whose words have a sign of their own. */
const SAYINGS: readonly string[] = ['verdict', 'triage'];
