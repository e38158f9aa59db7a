import { formatCount, formatType } from '../../charts/format.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import { NORMAL } from '../../data/flow-table.ts';
import type { OperatingPoint } from '../../eval/thresholds/operating-point.ts';
import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { MemberName } from '../../pipeline/parameters/lab-parameters.ts';
import { type AttackFound, NOT_FOUND } from '../../pipeline/plane/hardest-attack.ts';
import type { PlaneFlows } from '../../pipeline/plane/plane-flows.ts';

/** Titles that fit a sentence with figures. */
const SHORT: Readonly<Record<string, string>> = {
  'isolation-forest': 'Forest',
  'one-class-svm': 'SVM',
  'local-outlier-factor': 'LOF',
};

export function shortTitle(name: MemberName): string {
  return SHORT[name] ?? titleOf(name);
}

/** Names of attacks that are no plain words. */
const ATTACKS: Readonly<Record<string, string>> = {
  c2_beacon: 'C2 beacon',
  data_exfil: 'data exfiltration',
  ddos: 'DDoS',
  dns_tunnel: 'DNS tunnel',
};

function attackWords(type: string): string {
  return ATTACKS[type] ?? formatType(type);
}

/** What a flow is, once that may be told. */
export function truthWords({ labels }: Pick<PlaneFlows, 'labels'>, row: number): string {
  const { label, attackType } = labels;
  if (label[row] === NORMAL) return 'normal';
  return attackWords(categoryAt(attackType, row));
}

/** The counts of a detector in a sentence; without labels, or while they are hidden, its alerts. */
export function countWords({ alerts, judged }: OperatingPoint, revealed: boolean): string {
  const said = `${formatCount(alerts)} ${alerts === 1 ? 'alert' : 'alerts'}`;
  if (!revealed || judged === null) return said;
  const { tp, fn } = judged.confusion;
  return `finds ${formatCount(tp)} of ${formatCount(tp + fn)} attacks`;
}

/** How many flows are dots, where that is not all of them; else nothing. */
export function drawnWords({ dots, labels }: Pick<PlaneFlows, 'dots' | 'labels'>): string {
  const flows = labels.label.length;
  if (dots.length === flows) return '';
  return `${formatCount(dots.length)} of ${formatCount(flows)} flows are drawn, evenly; all are counted.`;
}

/** All of it, for those who do not see the picture. */
export function summaryOf(
  name: MemberName,
  { axes }: Pick<PlaneFlows, 'axes'>,
  { alerts, judged }: OperatingPoint,
  revealed: boolean,
): string {
  const over = `${titleOf(name)} over ${axes[0].title} and ${axes[1].title}: `;
  if (!revealed || judged === null) return `${over}${formatCount(alerts)} alerts.`;
  const { tp, fn, fp } = judged.confusion;
  return (
    `${over}${formatCount(alerts)} alerts, ${formatCount(tp)} right. ` +
    `${formatCount(fn)} of ${formatCount(tp + fn)} attacks missed, ${formatCount(fp)} false positives.`
  );
}

/** The hardest attack, and how much of it each detector finds. */
export function hardestWords(attacks: readonly AttackFound[], where: string): string {
  const [hardest] = attacks;
  if (hardest === undefined) return 'No attack is labelled in this traffic.';
  const counts = hardest.found
    .map(({ detector, flows }) => `${shortTitle(detector)} ${formatCount(flows)}`)
    .join(', ');
  const found = `${capital(attackWords(hardest.type))}: ${counts} of ${formatCount(hardest.flows)} flows found.`;
  if (hardest.best >= NOT_FOUND) return `Each attack is found ${where}. The hardest is ${found}`;
  return found;
}

/** How much of one kind of attack each detector finds. */
export function foundWords(attacks: readonly AttackFound[], type: string): string {
  const one = attacks.find((attack) => attack.type === type);
  if (one === undefined) return '';
  const counts = one.found
    .map(({ detector, flows }) => `${shortTitle(detector)} ${formatCount(flows)}`)
    .join(', ');
  return `With all features: ${counts}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
