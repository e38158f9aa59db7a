import type { LoadedLab } from '../../notebook/sources.ts';
import { momentText, parseTime } from '../../pipeline/baseline/baseline-time.ts';
import { FileButton } from '../kit/file-button.tsx';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { notebook } from '../lab.ts';
import {
  cancelSaving,
  canSave,
  heldInFile,
  loading,
  loadTrainedLab,
  saveOnnxModel,
  saveTrainedLab,
  saving,
  trainedLabProblem,
} from './trained-lab-state.ts';

/** What has learnt, saved for another day, or loaded from another day. */
export function TrainedLabPanel() {
  const buttons = useOneStop<HTMLDivElement>();
  return (
    <div class="trained-lab">
      <div ref={buttons} class="actions">
        <SaveButton words="Save trained lab" save={saveTrainedLab} />
        <SaveButton words="Save as ONNX" save={saveOnnxModel} />
        <LoadButton />
        {saving.value !== null && (
          <>
            <progress max={1} value={saving.value} aria-label="Saving the trained lab" />
            <button type="button" onClick={cancelSaving}>
              Cancel <span class="hidden">saving</span>
            </button>
          </>
        )}
      </div>
      <p class="meaning">
        Save what is trained as a file, and score new traffic with it later. The file holds numbers
        from the training data. It holds no address, except those in your rules. An ONNX file scores
        flows on other engines, without the lab; a certificate to check it by is saved beside it.
      </p>
      {heldInFile.value.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {trainedLabProblem.value !== null && (
        <p class="problem" role="alert">
          {trainedLabProblem.value}
        </p>
      )}
    </div>
  );
}

/** The trained lab that scores now, and the way back. */
export function LabInForce({ loaded: { name, lab } }: { readonly loaded: LoadedLab }) {
  return (
    <div class="in-force">
      <p>
        Trained lab <strong>{name}</strong> in force: its settings hold, and nothing is fitted.
        {lab.created !== null && ` It was saved ${whenOf(lab.created)}.`}
      </p>
      <button type="button" onClick={() => notebook.closeLab()}>
        Forget it<span class="hidden">, the trained lab {name}</span>
      </button>
    </div>
  );
}

/** When a lab was saved, as the lab writes times; a file may say anything. */
function whenOf(created: string): string {
  const seconds = parseTime(created);
  return Number.isNaN(seconds) ? created : `${momentText(seconds)} UTC`;
}

function SaveButton({ words, save }: { readonly words: string; readonly save: () => void }) {
  return (
    <button type="button" disabled={!canSave.value || saving.value !== null} onClick={save}>
      {words}
    </button>
  );
}

function LoadButton() {
  return (
    <FileButton
      accept=".json,application/json"
      disabled={loading.value}
      onFiles={([file]) => {
        if (file !== undefined) loadTrainedLab(file);
      }}
    >
      {loading.value ? 'Loading…' : 'Load trained lab'}
    </FileButton>
  );
}
