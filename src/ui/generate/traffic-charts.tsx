import { useMemo } from 'preact/hooks';
import { countsFigure } from '../../charts/counts.ts';
import { formatType } from '../../charts/format.ts';
import type { Traffic } from '../../pipeline/traffic/generate.ts';
import { attacksByCount, busiestPortsTitle } from '../../pipeline/traffic/traffic-summary.ts';
import { chooseType } from '../flows/flow-selection.ts';
import { Chart } from '../kit/chart.tsx';
import { TypeChip } from '../kit/type-chip.tsx';
import { chartTheme } from '../shell/theme.ts';

/** A file may name every flow an attack of its own. */
const MOST_ATTACKS = 30;

/** What the traffic consists of, as pictures. */
export function TrafficCharts({ summary }: Pick<Traffic, 'summary'>) {
  const theme = chartTheme.value;
  const attacks = useMemo(() => attacksByCount(summary), [summary]);
  const attackFigure = useMemo(() => {
    const shown = attacks.slice(0, MOST_ATTACKS);
    const of = shown.length < attacks.length ? `, the ${shown.length} largest` : '';
    const bars = shown.map(({ type, flows }) => ({
      name: formatType(type),
      count: flows,
      key: type,
    }));
    return countsFigure(`Flows per attack${of}`, bars, 'anomaly', theme);
  }, [attacks, theme]);
  const portFigure = useMemo(
    () =>
      countsFigure(
        busiestPortsTitle(summary),
        (summary.busiestPorts ?? []).map(({ port, flows }) => ({ name: `${port}`, count: flows })),
        'normal',
        theme,
      ),
    [summary, theme],
  );
  return (
    <div class="side-by-side">
      {attacks.length > 0 && (
        <div>
          <Chart
            title="Attacks"
            figure={attackFigure}
            slide="generate.attacks"
            onSelect={chooseType}
          />
          <TypeChip />
        </div>
      )}
      {summary.busiestPorts !== null && (
        <Chart title="Ports" figure={portFigure} slide="generate.ports" />
      )}
    </div>
  );
}
