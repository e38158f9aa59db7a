import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import { kindOf } from '../../pipeline/run/words.ts';
import { type WhyMissed, whyMissed } from '../../pipeline/what-if/why-missed.ts';
import { columns, section } from '../layout.ts';
import { UsageError } from '../usage-error.ts';
import type { Study, StudyContext, StudyReport } from './study.ts';
import { whatIfOf } from './what-if-run.ts';

export const study: Study<string> = {
  place: 3,
  option: {
    flag: 'why-missed',
    value: 'ATTACK',
    meaning:
      'Why detectors miss flows of an attack, such as c2_beacon: what normal flows they lie among, and whether other settings find them.',
  },
  fitsAgain: true,
  ask(typed) {
    if (typed.trim() !== '') return typed.trim();
    throw new UsageError('--why-missed needs the name of an attack, such as c2_beacon.');
  },
  report: whyMissedStudy,
};

async function whyMissedStudy(
  run: LabRun,
  attack: string,
  context: StudyContext,
): Promise<StudyReport> {
  const why = await whyMissed(whatIfOf(run, context), attack, context.tasks);
  return {
    text: section(`Why ${kindOf(attack)} is missed`, linesOf(why)),
    json: { whyMissed: why },
  };
}

function linesOf({ flows, detectors, settings, sentence }: WhyMissed): string[] {
  return [
    ...detectors.map((one) => one.sentence),
    ...settings.flatMap(({ words, detectors: some }) => [
      '',
      columns([words.charAt(0).toUpperCase() + words.slice(1), 'found', 'alerts', 'false alerts']),
      ...some.map(({ detector, found, alerts, falseAlerts }) =>
        columns([titleOf(detector), `${found} of ${flows}`, String(alerts), String(falseAlerts)]),
      ),
    ]),
    '',
    sentence,
  ];
}
