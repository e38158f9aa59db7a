import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { heldBack } from '../lab.ts';
import { PlaneControls } from './plane-controls.tsx';
import { PlaneDeck } from './plane-deck.tsx';
import { PlaneNumbers } from './plane-numbers.tsx';
import { planesOf } from './plane-state.ts';
import { PlaneQuestions, PlaneStories } from './plane-stories.tsx';
import { PlaneView } from './plane-view.tsx';
import { shortTitle } from './plane-words.ts';
import { WhatIsSeen } from './what-is-seen.tsx';
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
      <WhatIsSeen planes={planes}>
        The budget is one for all; in the lab each has its own threshold.
      </WhatIsSeen>
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
