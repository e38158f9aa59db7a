import type { ComponentChildren } from 'preact';
import { formatCount } from '../../charts/format.ts';
import { budgetPoint } from '../../pipeline/plane/field.ts';
import type { Planes } from './plane-state.ts';
import { drawnWords, shortTitle } from './plane-words.ts';

interface Props {
  readonly planes: Planes;
  /** Which alerts are counted here. */
  readonly children: ComponentChildren;
}

/** What the detectors see here, and what they find when they see all. */
export function WhatIsSeen({ planes, children }: Props) {
  const plane = planes.plane.value;
  // Before the flows are there, words as long: nothing moves when they come.
  const seen = plane?.axes.map(({ title, logged }) => (logged ? `log of ${title}` : title)) ?? [
    'one across',
    'one up',
  ];
  const all = planes.revealed.value ? planes.all.value : null;
  const [first] = all ?? [];
  const found = all?.map(({ detector, sorted }) => {
    const tp = budgetPoint(sorted, planes.alerts.value).judged?.confusion.tp;
    return `${shortTitle(detector)} ${formatCount(tp ?? 0)}`;
  });
  return (
    <p class="plane-note">
      The ring is the probe, a made-up flow: drag it. Here each detector sees two features only:{' '}
      {seen.join(' and ')}, {scalingWords(planes.parameters.value.scaler)}. The colours are its
      scores for new flows. {plane && drawnWords(plane)}
      {found && first && ` With all ${first.columns} features they find: ${found.join(', ')}.`}{' '}
      {children}
    </p>
  );
}

function scalingWords(scaler: string): string {
  return scaler === 'none' ? 'not scaled' : `scaled (${scaler})`;
}
