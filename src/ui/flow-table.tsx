import { useEffect, useRef, useState } from 'preact/hooks';
import type { Sorting, ViewColumn } from '../pipeline/flow-view.ts';
import { cellText, widthOf } from './flow-cells.ts';
import { openFlow } from './flow-selection.ts';
import { selectedFlow } from './lab.ts';

/** Rows in the page at a time; the others are numbers in an array. */
const ROWS = 15;
/** Height of a row and of the heading, in rem. */
const ROW_REM = 2;
/** Browsers end a scrolling area at some 17 million pixels: longer tables scroll in larger steps. */
const MOST_STEPS = 300_000;
/** How far an arrow key moves the table sideways, in pixels. */
const SIDEWAYS = 96;

interface Props {
  /** Names the table. */
  readonly labelledBy: string;
  readonly columns: readonly ViewColumn[];
  /** Row numbers to show, in their order. */
  readonly order: Uint32Array;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

/**
 * A table of any number of flows. It stands still in its scrolling area and shows the rows that
 * belong to how far one has scrolled, so no row is ever blank. Arrows, Page Up and Down, Home and
 * End move between rows; Enter opens the flow.
 */
export function FlowTable({ labelledBy, columns, order, sorting, onSort }: Props) {
  const area = useRef<HTMLDivElement>(null);
  const [scrolledTo, setScrolledTo] = useState(0);
  const [cursor, setCursor] = useState(0);
  const beyond = Math.max(0, order.length - ROWS);
  const first = Math.min(scrolledTo, beyond);

  useEffect(() => {
    if (area.current !== null) area.current.scrollTop = 0;
    setScrolledTo(0);
    setCursor(0);
  }, [order]);

  const scrollTo = (row: number) => {
    setScrolledTo(row);
    if (area.current !== null && beyond > 0)
      area.current.scrollTop = (row / beyond) * span(area.current);
  };
  const moveTo = (place: number) => {
    const next = Math.max(0, Math.min(order.length - 1, place));
    setCursor(next);
    if (next < first) scrollTo(next);
    else if (next >= first + ROWS) scrollTo(next - ROWS + 1);
  };
  const shown = Array.from(order.subarray(first, first + ROWS));
  const onCursor = cursor >= first && cursor < first + ROWS ? order[cursor] : undefined;

  return (
    <div
      ref={area}
      class="flow-area"
      onScroll={({ currentTarget }) => setScrolledTo(placeOf(currentTarget, beyond))}
    >
      <div style={{ height: `${(ROWS + 1 + Math.min(beyond, MOST_STEPS)) * ROW_REM}rem` }}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table to move about in
          role="grid"
          class="flow-grid"
          aria-labelledby={labelledBy}
          aria-rowcount={order.length + 1}
          aria-activedescendant={onCursor === undefined ? undefined : idOf(onCursor)}
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.target !== event.currentTarget) return;
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const target = KEYS[event.key]?.(cursor, order.length);
            if (target !== undefined) moveTo(target);
            else if (event.key === 'ArrowLeft') area.current?.scrollBy(-SIDEWAYS, 0);
            else if (event.key === 'ArrowRight') area.current?.scrollBy(SIDEWAYS, 0);
            else if ((event.key === 'Enter' || event.key === ' ') && order.length > 0) {
              moveTo(cursor);
              openFlow(order[cursor]);
            } else return;
            event.preventDefault();
            event.stopPropagation();
          }}
          onClick={(event) => {
            const place = (event.target as Element).closest<HTMLElement>('tr[data-place]');
            if (place === null) return;
            setCursor(Number(place.dataset.place));
            openFlow(order[Number(place.dataset.place)], false);
          }}
        >
          <colgroup>
            {columns.map((column) => (
              <col key={column.id} style={{ width: `${widthOf(column)}rem` }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <Heading key={column.id} column={column} sorting={sorting} onSort={onSort} />
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
                onCursor={row === onCursor}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
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

interface HeadingProps extends Pick<Props, 'sorting' | 'onSort'> {
  readonly column: ViewColumn;
}

/** A column's name: pressing it sorts, pressing it again turns the order round. */
function Heading({ column: { id, title, kind }, sorting, onSort }: HeadingProps) {
  const sorted = sorting.column === id;
  const order = sorting.descending ? 'descending' : 'ascending';
  const rising = kind === 'word' || kind === 'row';
  return (
    <th scope="col" aria-sort={sorted ? order : 'none'}>
      <button
        type="button"
        title={`Sort by ${title}`}
        onClick={() => onSort({ column: id, descending: sorted ? !sorting.descending : !rising })}
      >
        {title}
        <span aria-hidden="true">{sorted ? (sorting.descending ? ' ▼' : ' ▲') : ''}</span>
      </button>
    </th>
  );
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
      id={idOf(row)}
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
            class={column.id === 'verdict' ? `verdict ${text}` : side}
            title={text}
          >
            {text}
          </td>
        );
      })}
    </tr>
  );
}

function idOf(row: number): string {
  return `flow-row-${row}`;
}

/** How far the area can be scrolled, in pixels. */
function span(area: HTMLElement): number {
  return Math.max(1, area.scrollHeight - area.clientHeight);
}

/** The first row to show, of those that may be first, for how far the area is scrolled. */
function placeOf(area: HTMLElement, beyond: number): number {
  return Math.round((area.scrollTop / span(area)) * beyond);
}
