import { ATTACK } from '../../data/flow-table.ts';
import type { OperatingPoint } from '../../eval/thresholds/operating-point.ts';
import type { MemberName } from '../parameters/lab-parameters.ts';

/** How many flows of one kind of attack each detector finds. */
export interface AttackFound {
  readonly type: string;
  readonly flows: number;
  readonly found: readonly { readonly detector: MemberName; readonly flows: number }[];
  /** The largest share that any of them finds. */
  readonly best: number;
}

/** Below this share, no detector finds an attack. */
export const NOT_FOUND = 0.5;

/**
 * Each kind of attack with what the detectors find of it, the hardest first: that of which the best
 * detector finds the smallest share. Empty where no attack is labelled. O(kinds × detectors).
 */
export function attacksFound(
  points: readonly { readonly detector: MemberName; readonly point: OperatingPoint }[],
): AttackFound[] {
  const kinds = (points[0]?.point.judged?.perType ?? []).filter(({ label }) => label === ATTACK);
  return kinds
    .map(({ type, flows }) => {
      const found = points.map(({ detector, point }) => ({
        detector,
        flows:
          point.judged?.perType.find((one) => one.type === type && one.label === ATTACK)?.flagged ??
          0,
      }));
      return { type, flows, found, best: Math.max(...found.map((one) => one.flows)) / flows };
    })
    .sort((a, b) => a.best - b.best);
}
