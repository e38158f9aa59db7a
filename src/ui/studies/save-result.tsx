import { visibleJson } from '../../data/visible-text.ts';
import { cellDefinition } from '../../notebook/cells.ts';
import type { BeyondId } from '../../pipeline/plan/plan-step.ts';
import { saveFile } from '../kit/export-file.ts';
import { notebook } from '../lab.ts';

interface Props {
  readonly id: BeyondId;
  /** What is saved, if not the whole result. */
  readonly value?: object;
}

/** Saves what a cell found, and what was set, as the command line's `--json` has it. */
export function SaveResult({ id, value }: Props) {
  const save = () => {
    const result = notebook.cell(id).result.peek();
    if (result === null) return;
    const text = visibleJson({ [id]: value ?? result.value }, 1);
    saveFile(`${text}\n`, `${id}.json`, 'application/json');
  };
  return (
    <p>
      <button type="button" onClick={save}>
        Save as JSON<span class="hidden">: {cellDefinition(id).title}</span>
      </button>
    </p>
  );
}
