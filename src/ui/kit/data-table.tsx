import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { onSlide } from '../present/present.ts';
import { useOneStop } from './one-stop/one-stop.ts';

interface Props {
  readonly caption: string;
  readonly columns: readonly ComponentChildren[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Columns of words, which stand to the left; numbers stand to the right. */
  readonly words?: readonly number[];
  /** The id of the slide that shows it alone. */
  readonly slide?: string;
}

/** From so many rows on, a table scrolls within itself. */
const LONG = 24;

/** A table that scrolls sideways by itself where the page is narrow. Its first column names rows. */
export function DataTable({ caption, columns, rows, words = [0], slide }: Props) {
  const id = useId();
  const side = (column: number) => (words.includes(column) ? 'word' : 'number');
  return (
    <div class="table" {...(slide !== undefined && onSlide(slide))}>
      <p id={id} class="caption">
        {caption}
      </p>
      <ScrollArea labelledBy={id} long={rows.length > LONG}>
        <table aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map((column, j) => (
                <th key={j} scope="col" class={side(j)}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                {row.map((cell, j) =>
                  j === 0 ? (
                    <th key={j} scope="row" class={side(j)}>
                      {cell}
                    </th>
                  ) : (
                    <td key={j} class={side(j)}>
                      {cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </div>
  );
}

interface ScrollProps {
  readonly labelledBy: string;
  readonly long?: boolean;
  readonly children: ComponentChildren;
}

/** A named area that scrolls, by keyboard too: one stop of the Tab key, with arrow keys inside. */
export function ScrollArea({ labelledBy, long = false, children }: ScrollProps) {
  const area = useOneStop<HTMLElement>();
  return (
    <section
      ref={area}
      class={long ? 'table-scroll long' : 'table-scroll'}
      aria-labelledby={labelledBy}
    >
      {children}
    </section>
  );
}
