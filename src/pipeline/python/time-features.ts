import { fixedOffset } from '../../data/import/times/time-zone.ts';
import {
  FEWEST_GAPS,
  LEAST_VARIATION,
  LONGEST_GAP,
  NO_RHYTHM,
  RECENT_GAPS,
} from '../../features/pair-rhythm.ts';
import type { EngineeringParameters } from '../parameters/engineering-parameters.ts';
import { blocks, literal } from './literals.ts';

/**
 * The time features as columns of `x`: the lab's own numbers, but that sine, cosine and logarithm
 * are those of NumPy, which may differ in the last bit.
 */
export function timeFeaturesCode(parameters: EngineeringParameters): string {
  return blocks(clockCode(parameters), RHYTHM, windowCode(parameters));
}

function clockCode({ timeZone }: EngineeringParameters): string {
  return [
    '# Features of time: a flow looks at those that began before it, none looks ahead.',
    'start = flows["start_time"].to_numpy(dtype=float)  # seconds since 1970 UTC',
    ...clockLines(timeZone),
    'hour, weekday = clock % 86400 / 86400, (clock // 86400 + 3) % 7 / 7  # shares of a turn',
    'x["hour_sin"], x["hour_cos"] = np.sin(2 * np.pi * hour), np.cos(2 * np.pi * hour)',
    'x["weekday_sin"], x["weekday_cos"] = np.sin(2 * np.pi * weekday), np.cos(2 * np.pi * weekday)',
  ].join('\n');
}

function clockLines(timeZone: string): string[] {
  const offset = fixedOffset(timeZone);
  if (offset === 0) return ['clock = start'];
  if (offset !== undefined) return [`clock = start + ${offset}`.replace('+ -', '- ')];
  return [
    `local = pd.to_datetime(start, unit="s", utc=True).tz_convert(${literal(timeZone)})`,
    'clock = start + np.array([moment.utcoffset().total_seconds() for moment in local])',
  ];
}

const RHYTHM = [
  '# The rhythm of two hosts: the gap before a flow, and how much their last gaps vary.',
  `gap, variation = np.empty(len(flows)), np.full(len(flows), ${NO_RHYTHM}.0)`,
  'for rows in flows.groupby(["originator_address", "responder_address"]).indices.values():',
  '    instants, at = np.unique(start[rows], return_inverse=True)',
  '    gaps = np.diff(instants)',
  `    gap[rows] = np.append(${LONGEST_GAP}, np.minimum(gaps, ${LONGEST_GAP}))[at]`,
  `    regular = np.full(len(instants), ${NO_RHYTHM}.0)`,
  `    for i in range(${FEWEST_GAPS}, len(instants)):`,
  `        recent = gaps[max(0, i - ${RECENT_GAPS}):i]`,
  '        mean = np.cumsum(recent)[-1] / len(recent)',
  '        deviation = np.sqrt(np.cumsum((recent - mean) ** 2)[-1] / len(recent))',
  `        regular[i] = max(${LEAST_VARIATION}, deviation / mean)`,
  '    variation[rows] = regular[at]',
  'x["log_pair_gap"] = np.log1p(gap)',
  'x["log_gap_variation"] = np.log(variation)',
].join('\n');

function windowCode({ timeWindow }: EngineeringParameters): string {
  return [
    `# What the originator did in the ${timeWindow} seconds before a flow, and this flow.`,
    'sent, received = flows["bytes_sent"].to_numpy(), flows["bytes_recv"].to_numpy()',
    'whole = np.floor(sent + 0.5) + np.floor(received + 0.5)  # whole bytes, so that sums are exact',
    'to = flows["responder_address"].to_numpy()',
    'window_flows, window_bytes, window_partners = np.empty((3, len(flows)))',
    'for rows in flows.groupby("originator_address").indices.values():',
    '    rows = rows[np.argsort(start[rows], kind="stable")]',
    '    times = start[rows]',
    `    first = np.searchsorted(times, times - ${timeWindow}, side="right")`,
    '    last = np.searchsorted(times, times, side="left")',
    '    so_far = np.append(0, np.cumsum(whole[rows]))',
    '    window_flows[rows] = last - first + 1',
    '    window_bytes[rows] = so_far[last] - so_far[first] + whole[rows]',
    '    window_partners[rows] = [',
    '        len({*to[rows[a:b]], to[row]}) for a, b, row in zip(first, last, rows)',
    '    ]',
    'x["log_window_flows"] = np.log1p(window_flows)',
    'x["log_window_bytes"] = np.log1p(window_bytes)',
    'x["log_window_partners"] = np.log1p(window_partners)',
  ].join('\n');
}
