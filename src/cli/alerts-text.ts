import { detectorFacts } from '../pipeline/detecting/detector-table.ts';
import type { AlertsReport } from '../pipeline/triage/alerts-report.ts';
import { columns, section } from './layout.ts';

/** Groups per grouping in the text; the JSON has more. */
const SHOWN_GROUPS = 5;

type DetectorAlerts = AlertsReport['detectors'][number];
type Groups = DetectorAlerts['groups'][number];

/** Rules and alerts, as a section of the text report. */
export function alertsText({ rules, allowedFlows, detectors }: AlertsReport): string {
  const lines = [
    ...(rules.length === 0 ? [] : ['allowed: no alerts, whatever a detector says of them']),
    ...rules.map(({ rule, flows, lacks }) =>
      lacks === null ? `  ${rule}: ${flows} flows` : `  ${rule}: this traffic has no ${lacks}`,
    ),
    ...(rules.length === 0 ? [] : [`  together: ${allowedFlows} flows`, '']),
    columns(['detector', 'alerts', 'allowed', 'left']),
    ...detectors.map(({ detector, flagged, allowed, alerts }) =>
      columns([detectorFacts(detector).title, ...[flagged, allowed, alerts].map(String)]),
    ),
    ...detectors.flatMap(groupLines),
  ];
  return `\n${section('Alerts', lines)}`;
}

function groupLines({ detector, groups }: DetectorAlerts): string[] {
  return groups
    .filter(({ total }) => total > 0)
    .flatMap((grouping) => {
      const { by, total, largest } = grouping;
      const shown = largest.slice(0, SHOWN_GROUPS);
      const title = `${detectorFacts(detector).title}: alerts by ${by}`;
      const heading = shown.length < total ? `${title}, ${shown.length} of ${total} groups` : title;
      return [
        '',
        heading,
        columns([by, 'alerts', 'best score', 'best rank', 'originators', 'responders', 'ports']),
        ...shown.map(groupLine),
      ];
    });
}

function groupLine(group: Groups['largest'][number]): string {
  const { name, alerts, bestScore, bestRank, originators, responders, ports } = group;
  const { firstTime, lastTime } = group;
  const score = bestScore.toFixed(6);
  const shortScore = score.length > 12 ? bestScore.toExponential(6) : score;
  const figures = [alerts, shortScore, bestRank, originators, responders, ports];
  const line = columns([name, ...figures.map((figure) => String(figure ?? '–'))]);
  return firstTime === null ? line : `${line}  ${firstTime} to ${lastTime}`;
}
