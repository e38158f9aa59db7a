import { InputError } from '../../../data/errors.ts';
import { categoryAt } from '../../../data/flow-rows.ts';
import { everyRow } from '../../../eval/labelled.ts';
import type { Assessment } from '../../../models/detector.ts';
import type { Scaled } from '../../run/scale.ts';
import { type Labels, rowsWhere } from '../../traffic/labels.ts';
import { pullLevers } from '../red-team/pull-levers.ts';
import { cutsAmong, type Ground, rocAucOf } from './ground.ts';
import { ATTACKER_STRENGTH } from './pitfalls.ts';
import type { PitfallFigures } from './plan.ts';

/**
 * The test flows; and the sample log, by the same detector.
 *
 * @param said of all flows
 * @param ofSample what it says of the sample's
 */
export function labOnly(
  { labels, parts }: Ground,
  said: Assessment,
  sample: Labels,
  ofSample: Assessment,
): PitfallFigures {
  return {
    published: rocAucOf(cutsAmong(said.scores, labels.label, parts.test)),
    honest: rocAucOf(cutsAmong(ofSample.scores, sample.label, everyRow(sample.label.length))),
    naive: null,
  };
}

/** What is found of an attack; and of the same one when it hides. */
export function attacker(
  { flows, labels, parameters, context }: Ground,
  scaled: Pick<Scaled, 'matrix' | 'baseline' | 'scaler'>,
): PitfallFigures {
  const attack = parameters.redTeamAttack;
  const attacked = rowsWhere(
    labels.label,
    (_, row) => categoryAt(labels.attackType, row) === attack,
  );
  if (attacked.length === 0) {
    throw new InputError(`No flow of ${attack} is generated: give it a count above 0.`);
  }
  const { steps } = pullLevers({ attack, flows, labels, attacked, parameters }, scaled, context, [
    { lever: null, times: 1 },
    { lever: 'together', times: ATTACKER_STRENGTH },
  ]);
  const [published, honest] = steps.map(({ findings: [{ found }] }) => found);
  return { published, honest, naive: null };
}
