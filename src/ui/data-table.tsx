import type { ComponentChildren } from 'preact';

interface Props {
  readonly caption: string;
  readonly columns: readonly ComponentChildren[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Columns of words, which stand to the left; numbers stand to the right. */
  readonly words?: readonly number[];
}

/** A table that scrolls sideways by itself where the page is narrow. Its first column names rows. */
export function DataTable({ caption, columns, rows, words = [0] }: Props) {
  const side = (column: number) => (words.includes(column) ? 'word' : 'number');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
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
    </section>
  );
}
