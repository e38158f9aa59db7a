import { isVote } from '../../../models/ensemble/combinations.ts';
import type { Ensemble } from '../../../models/ensemble/ensemble.ts';
import { memberShares } from '../../../models/ensemble/inside.ts';
import { titleOf } from '../../detecting/detector-table.ts';
import { decisionsOf } from '../../detecting/thresholds.ts';
import { listOf } from '../../run/words.ts';
import type { InsideEnsemble, InsideTable } from '../inside.ts';
import { type InsidePart, insideFlow } from '../inside-part.ts';
import { figure, verdictWords } from '../inside-words.ts';

export const inside = {
  open: (ensemble, flows) => {
    const decisions = flows.members.map(({ assessment }) => decisionsOf(assessment));
    return (row): InsideEnsemble => {
      const own = decisions.map((ofMember) => ofMember[row]);
      const { score: _, members, ...parts } = memberShares(ensemble, own);
      const told = {
        kind: 'ensemble' as const,
        ...insideFlow(flows, row),
        features: [],
        ...parts,
        members: members.map((one) => ({
          ...one,
          title: titleOf(one.member),
          alert: one.decision < 0,
        })),
      };
      return {
        ...told,
        sentence: sentenceOf(told),
        formula: formulaOf(told),
        table: tableOf(told),
      };
    };
  },
} satisfies InsidePart<Ensemble>;

type Told = Omit<InsideEnsemble, 'sentence' | 'formula' | 'table'>;

function sentenceOf(told: Told): string {
  const { members, combination } = told;
  if (isVote(combination)) {
    const flagging = members.filter(({ alert, weight }) => alert && weight > 0);
    const who = flagging.length === 0 ? 'No member' : listOf(flagging.map(({ title }) => title));
    return `${who} ${flagging.length > 1 ? 'raise' : 'raises'} an alert. ${verdictWords(told)}.`;
  }
  const most = Math.max(...members.map(({ share }) => share));
  const titles = members.filter(({ share }) => share === most).map(({ title }) => title);
  const adds = titles.length === 1 ? 'adds' : 'add';
  const each = titles.length === 1 ? '' : ' each';
  return `${listOf(titles)} ${adds} most to its score, ${figure(most)}${each}. ${verdictWords(told)}.`;
}

function formulaOf({ members, byMaximum, score }: Told): string {
  const shares = members.map(({ share }) => figure(share));
  const whole = figure(0 - score);
  return byMaximum
    ? `the largest of ${shares.join(', ')} = ${whole}`
    : `${shares.join(' + ')} = ${whole}`;
}

function tableOf({ members }: Told): InsideTable {
  return {
    caption: 'What each member says, 0 to 1, and adds',
    head: ['member', 'alert', 'weight', 'says', 'adds'],
    rows: members
      .toSorted((a, b) => b.share - a.share)
      .map(({ title, alert, weight, abnormality, share }) => [
        title,
        alert ? 'yes' : 'no',
        ...[weight, abnormality, share].map(figure),
      ]),
  };
}
