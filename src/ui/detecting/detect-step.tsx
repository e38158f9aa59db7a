import { StepCells } from '../cells/step-cells.tsx';
import { Controls } from '../kit/controls.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { chosenDetectors } from '../lab.ts';
import { PredictSwitch } from '../teaching/predict.tsx';
import { DetectorCell, SHARED_PARAMETERS } from './detector-cell.tsx';

const BaselinePanel = fetchedLater('What is normal', () =>
  import('../learn/baseline-panel.tsx').then(({ BaselinePanel }) => BaselinePanel),
);

/** The fourth step: what the detectors share, and a cell for each. */
export function DetectStep() {
  return (
    <>
      <div class="prose">
        <p>
          Ways to ask what is odd, fitted without a look at the labels. Fitting on all flows lets
          attacks teach the detector what is ordinary; fitting on normal flows alone needs somebody
          to have told them apart. Three come with the notebook. Others can be added to compare them
          with, among them an ensemble that lets the others vote.
        </p>
      </div>
      <BaselinePanel />
      <Controls keys={['detectors', ...SHARED_PARAMETERS.filter((key) => key !== 'trainOn')]} />
      <PredictSwitch />
      {chosenDetectors.value.map(({ name }) => (
        <DetectorCell key={name} name={name} />
      ))}
      <StepCells step="detect" />
    </>
  );
}
