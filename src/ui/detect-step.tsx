import { DETECTOR_NAMES } from '../pipeline/parameter-facts.ts';
import { DetectorCell, SHARED_PARAMETERS } from './cell-detector.tsx';
import { Controls } from './controls.tsx';
import { fetchedLater } from './fetched-later.tsx';
import { PredictSwitch } from './teaching/predict.tsx';

const BaselinePanel = fetchedLater('What is normal', () =>
  import('./baseline-panel.tsx').then(({ BaselinePanel }) => BaselinePanel),
);

/** The fourth step: what the detectors share, and a cell for each. */
export function DetectStep() {
  return (
    <>
      <div class="prose">
        <p>
          Three ways to ask what is odd, fitted without a look at the labels. Fitting on all flows
          lets attacks teach the detector what is ordinary; fitting on normal flows alone needs
          somebody to have told them apart.
        </p>
      </div>
      <BaselinePanel />
      <Controls keys={SHARED_PARAMETERS.filter((key) => key !== 'trainOn')} />
      <PredictSwitch />
      {DETECTOR_NAMES.map((name) => (
        <DetectorCell key={name} name={name} />
      ))}
    </>
  );
}
