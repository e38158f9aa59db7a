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
          Each detector gives every flow a score, without looking at the labels. Three run by
          default. Add others to compare, or an ensemble that combines them.
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
