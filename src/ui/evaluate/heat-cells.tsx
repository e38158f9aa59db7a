import { formatCount, formatPercent, formatType } from '../../charts/format.ts';
import type { DetectionGrid } from '../../eval/detection-grid.ts';
import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { verdictInWords } from '../../pipeline/traffic/verdicts.ts';
import { type AttackCell, chooseCell, isChosen, shownOf } from '../flows/flow-selection.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import type { PlotArea } from '../kit/plotly.ts';

interface Props {
  readonly grid: DetectionGrid;
  readonly area: PlotArea;
}

/** A button over each cell of the heat map, which shows the flows behind it. One stop of Tab. */
export function HeatCells({
  grid: { attacks, detectors },
  area: { left, top, width, height },
}: Props) {
  const cells = useOneStop<HTMLTableElement>();
  return (
    <table
      ref={cells}
      role="presentation"
      class="heat-cells"
      style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}
    >
      <tbody>
        {attacks.map(({ type, flows, rates }) => (
          <tr key={type}>
            {detectors.map((detector, at) => (
              <td key={detector}>
                <Cell
                  cell={{ detector: detector as DetectorName, type, flows, rate: rates[at] ?? 0 }}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ cell }: { readonly cell: AttackCell }) {
  const { detector, type, rate } = cell;
  const { verdict, count } = shownOf(cell);
  const words =
    `${formatType(type)}, ${titleOf(detector)}: ${formatPercent(rate)} found; ` +
    `show ${formatCount(count)} ${verdictInWords(verdict)}`;
  return (
    <button
      type="button"
      title={words}
      aria-label={words}
      aria-pressed={isChosen(cell)}
      onClick={() => chooseCell(cell)}
    />
  );
}
