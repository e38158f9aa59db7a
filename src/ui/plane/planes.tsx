import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import { budgetPoint } from '../../pipeline/plane/field.ts';
import { heldBack } from '../lab.ts';
import { PlaneControls } from './plane-controls.tsx';
import { PlaneDeck } from './plane-deck.tsx';
import { PlaneNumbers } from './plane-numbers.tsx';
import { type Planes, planesOf } from './plane-state.ts';
import { PlaneQuestions, PlaneStories } from './plane-stories.tsx';
import { PlaneView } from './plane-view.tsx';
import { shortTitle } from './plane-words.ts';
import './plane.css';

/** Three detectors over two features, side by side, and what can be done with them. */
export function OpeningPlanes() {
  const planes = planesOf();
  const chosen = useSignal(planes.detectors[0]);
  useEffect(() => {
    if (planes.isReady.value || planes.problem.value !== null) heldBack.value = false;
  }, [planes.isReady.value, planes.problem.value]);
  const told = planes.story.value;
  return (
    <div class="planes" data-ready={planes.isReady.value || undefined}>
      <PlaneDeck planes={planes} />
      <fieldset class="plane-tabs plane-segments">
        <legend class="hidden">Detector shown</legend>
        {planes.detectors.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="plane-detector"
              checked={chosen.value === name}
              onChange={() => {
                chosen.value = name;
              }}
            />
            <span>{shortTitle(name)}</span>
          </label>
        ))}
      </fieldset>
      <div class="plane-cards">
        {planes.detectors.map((name) => (
          <PlaneView key={name} planes={planes} detector={name} isChosen={chosen.value === name} />
        ))}
      </div>
      {planes.problem.value !== null && (
        <p class="problem" role="alert">
          The planes could not be computed: {planes.problem.value}
        </p>
      )}
      <WhatIsSeen planes={planes} />
      <PlaneQuestions planes={planes} />
      <PlaneStories planes={planes} />
      <PlaneControls planes={planes} />
      <PlaneNumbers planes={planes} />
      <span class="hidden" role="status">
        {told === null ? '' : 'The planes follow the story.'}
      </span>
    </div>
  );
}

/** What the detectors see here, and what they find when they see all. */
function WhatIsSeen({ planes }: { readonly planes: Planes }) {
  const plane = planes.plane.value;
  if (plane === null) return <p class="plane-note"> </p>;
  const seen = plane.axes.map(({ title, logged }) => (logged ? `log of ${title}` : title));
  const flows = plane.labels.label.length;
  const drawn = plane.dots.length;
  const all = planes.revealed.value ? planes.all.value : null;
  const found = all?.map(({ detector, sorted }) => {
    const tp = budgetPoint(sorted, planes.alerts.value).judged?.confusion.tp;
    return `${shortTitle(detector)} ${formatCount(tp ?? 0)}`;
  });
  return (
    <p class="plane-note">
      Here each detector sees two features only: {seen.join(' and ')},{' '}
      {scalingWords(planes.parameters.value.scaler)}. The colours are its scores for new flows.
      {drawn < flows && ` ${formatCount(drawn)} of ${formatCount(flows)} flows are drawn, evenly.`}
      {found && all && ` With all ${all[0].columns} features they find: ${found.join(', ')}.`}
    </p>
  );
}

function scalingWords(scaler: string): string {
  return scaler === 'none' ? 'not scaled' : `scaled (${scaler})`;
}
