import { ALL_FLOWS, sampleKey } from '../../pipeline/detecting/sample-size.ts';
import type { Detection } from '../../pipeline/run/detect.ts';
import { expectedFit, type LearningSample } from '../../pipeline/run/learning-sample.ts';
import { aboutTime, estimateInWords, sampleSentence } from '../../pipeline/run/sample-words.ts';
import { notebook } from '../lab.ts';

interface Props {
  readonly detection: Detection;
  readonly sampled: LearningSample;
}

/** That a detector has learnt from a sample, and how long learning from all flows would take. */
export function SampleNote({ detection: { detector, trainedOn }, sampled }: Props) {
  const { growth, of } = sampled;
  const time = growth && expectedFit(growth, of);
  const key = sampleKey(detector);
  return (
    <div class="sample-note">
      <p class="meaning">
        {sampleSentence(trainedOn, sampled)}
        {growth !== null && time !== null && (
          <>
            {' '}
            Learning from all would take {aboutTime(time)}: {estimateInWords(growth)} on this
            machine.
          </>
        )}
      </p>
      {notebook.lab.value === null && notebook.parameters.value[key] !== ALL_FLOWS && (
        <button type="button" onClick={() => notebook.setParameter(key, ALL_FLOWS)}>
          Learn from all flows
          {time !== null && `, ${aboutTime(time)}`}
        </button>
      )}
    </div>
  );
}
