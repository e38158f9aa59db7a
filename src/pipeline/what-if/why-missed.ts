import { InputError } from '../../data/errors.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import { ATTACK } from '../../data/flow-table.ts';
import { percentile } from '../../features/numpy.ts';
import { titleOf } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { PlanRunner } from '../plan/plan-tasks.ts';
import { evenRows } from '../plane/plane-flows.ts';
import { kindOf, listOf, many } from '../run/words.ts';
import { rowsWhere } from '../traffic/labels.ts';
import { portName } from '../traffic/port-names.ts';
import { type OtherSettings, otherSettings } from './other-settings.ts';
import { type Twin, twinOf } from './twin.ts';
import type { WhatIf } from './what-if.ts';

/** Why a detector misses one flow of an attack. */
export interface MissedFlow {
  readonly row: number;
  /** The normal flow most like it. */
  readonly twin: Twin | null;
  /** The service of that flow: `HTTPS`, or `port 9999`; `normal flows` where there are no ports. */
  readonly like: string;
  /** Whether it is as near to that flow as normal flows are to each other. */
  readonly inside: boolean;
}

/** Why a detector misses flows of an attack. */
export interface MissedBy {
  readonly detector: DetectorName;
  readonly missed: readonly MissedFlow[];
  /** Of them, how many lie among normal flows. */
  readonly inside: number;
  /** What the normal flows most like them are, the most frequent first. */
  readonly like: readonly Counted[];
  /** Of those that lie apart from normal flows, the column that differs most, the most frequent first. */
  readonly apart: readonly Counted[];
  readonly sentence: string;
}

interface Counted {
  readonly name: string;
  readonly flows: number;
}

/** Why an attack is missed, and what would find it. */
export interface WhyMissed {
  readonly attack: string;
  readonly flows: number;
  readonly detectors: readonly MissedBy[];
  /** Other settings of the lab, each with what it finds of the attack. */
  readonly settings: readonly OtherSettings[];
  /** Whether any of them finds more than half of the flows, in a sentence. */
  readonly sentence: string;
}

/** Normal flows that tell how near normal flows are to each other. */
const SAMPLED = 300;
/** So many percent of them are as near to another one. */
const INSIDE = 95;

/**
 * Why an attack's flows are missed: what normal flows they lie among, and whether another setting finds
 * them. Every setting is a run of its own.
 *
 * @param attack its name, as the traffic has it
 * @throws InputError for an attack that this traffic does not have
 */
export async function whyMissed(
  whatIf: WhatIf,
  attack: string,
  tasks: PlanRunner,
): Promise<WhyMissed> {
  const { run } = whatIf.rescorer;
  const rows = rowsOfAttack(whatIf, attack);
  const near = nearness(whatIf);
  const twins = new Map(Array.from(rows, (row) => [row, missedFlow(whatIf, row, near)]));
  const detectors = run.detections.map(({ detector, assessment }) => {
    const missed = [...rows].filter((row) => assessment.predictions[row] !== -1);
    return missedBy(
      detector,
      attack,
      missed.flatMap((row) => twins.get(row) ?? []),
      rows.length,
    );
  });
  const settings = await otherSettings(run, rows, tasks);
  const sentence = settingsSentence(attack, rows.length, settings);
  return { attack, flows: rows.length, detectors, settings, sentence };
}

function rowsOfAttack({ rescorer }: WhatIf, attack: string): Uint32Array {
  const { label, attackType } = rescorer.run.traffic.labels;
  const isOfIt = (one: number, row: number) =>
    one === ATTACK && categoryAt(attackType, row) === attack;
  const rows = rowsWhere(label, isOfIt);
  if (rows.length > 0) return rows;
  const attacks = new Set(
    Array.from(
      rowsWhere(label, (one) => one === ATTACK),
      (row) => categoryAt(attackType, row),
    ),
  );
  throw new InputError(
    attacks.size === 0
      ? 'No flow of this traffic is labelled an attack, so none is missed.'
      : `There is no attack "${attack}" in this traffic: choose among ${[...attacks].join(', ')}.`,
  );
}

/** The distance within which nearly all normal flows have another one. */
function nearness(whatIf: WhatIf): number {
  const { rows } = whatIf.ordinary;
  const distances = Array.from(
    evenRows(rows.length, SAMPLED),
    (at) => twinOf(whatIf, rows[at], null)?.distance ?? Number.POSITIVE_INFINITY,
  );
  return percentile(Float64Array.from(distances), INSIDE);
}

function missedFlow(whatIf: WhatIf, row: number, near: number): MissedFlow {
  const twin = twinOf(whatIf, row, null);
  const port = twin && whatIf.rescorer.measured.cellOf(twin.row, 'dst_port');
  const like = typeof port === 'number' ? portName(port) || `port ${port}` : 'normal flows';
  return { row, twin, like, inside: twin !== null && twin.distance <= near };
}

function missedBy(
  detector: DetectorName,
  attack: string,
  missed: readonly MissedFlow[],
  total: number,
): MissedBy {
  const like = counted(missed.map((one) => one.like));
  const outside = missed.filter((one) => !one.inside);
  const apart = counted(outside.flatMap(({ twin }) => twin?.differences[0]?.column ?? []));
  const inside = missed.length - outside.length;
  const sentence =
    missed.length === 0
      ? `The ${titleOf(detector)} misses none of the ${total} flows of ${kindOf(attack)}.`
      : `The ${titleOf(detector)} misses ${missed.length} of ${many(total, 'flow')} of ${kindOf(attack)}. ` +
        `The normal flows most like them are ${wordsOf(like)}: ${inside} lie among these` +
        `${apart.length === 0 ? '.' : `, the others differ most in ${wordsOf(apart)}.`}`;
  return { detector, missed, inside, like, apart, sentence };
}

/** The most frequent first. */
function counted(names: readonly string[]): Counted[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, flows]) => ({ name, flows })).sort((a, b) => b.flows - a.flows);
}

/** Of several the first. */
function wordsOf(counts: readonly Counted[]): string {
  return listOf(counts.slice(0, 3).map(({ name, flows }) => `${name} (${flows})`));
}

/** Above this share an attack is found. */
const FOUND = 0.5;

function settingsSentence(
  attack: string,
  flows: number,
  settings: readonly OtherSettings[],
): string {
  const all = settings.flatMap(({ words, detectors }) =>
    detectors.map((one) => ({ ...one, words })),
  );
  if (all.length === 0) return 'There is no other setting to try with this traffic.';
  const isBetter = (a: (typeof all)[number], b: (typeof all)[number]) =>
    a.found > b.found || (a.found === b.found && a.falseAlerts < b.falseAlerts);
  const best = all.reduce((top, one) => (isBetter(one, top) ? one : top));
  const does = `${best.words}, the ${titleOf(best.detector)} finds ${best.found} of ${flows}, with ${many(best.falseAlerts, 'false alert')}.`;
  if (best.found > FOUND * flows) return `${does.charAt(0).toUpperCase()}${does.slice(1)}`;
  return `No setting tried finds half of ${kindOf(attack)}: the most is, ${does}`;
}
