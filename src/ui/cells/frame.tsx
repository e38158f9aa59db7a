import type { CellId } from '../../notebook/cell-definition.ts';
import { cellDefinition } from '../../notebook/cells.ts';
import { PythonFold } from '../export/python-fold.tsx';
import { fetchedLater } from '../kit/fetched-later.tsx';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { STATUS_SIGNS, statusOf, statusText } from '../kit/status.ts';
import { notebook } from '../lab.ts';
import { slidePhase } from '../present/present.ts';
import { onCellKey, runCell } from '../shell/shortcuts.tsx';
import { AfterPrediction } from '../teaching/after-prediction.tsx';
import { isWithheld } from '../teaching/predicting.ts';
import { Remarks } from '../teaching/remarks.tsx';
import { FoldButton } from './fold-button.tsx';
import { isFolded } from './folds.ts';
import type { CellView } from './view.ts';

const RunTime = fetchedLater('The time of runs', () =>
  import('../studies/run-time.tsx').then(({ RunTime }) => RunTime),
);

interface Props {
  readonly id: CellId;
  readonly view: CellView;
}

/**
 * A cell: number, title, Run with its state; the output beside its controls; the idea; the code. Folded:
 * the first line and the headline. What is hidden keeps its state, and on a slide or paper all shows.
 */
export function CellFrame({ id, view }: Props) {
  const { prose, guess, Settings, Output } = view;
  // Fold and Run: one stop of the Tab key, with arrow keys from one to the other.
  const head = useOneStop<HTMLElement>();
  const status = statusOf(id);
  const number = notebook.shown.value.findIndex((cell) => cell.id === id) + 1;
  const { title } = cellDefinition(id);
  const { activity } = notebook.cell(id);
  const slide = slidePhase(id);
  const heading = (
    <>
      <span class="cell-number" aria-hidden="true">
        [{number}]
      </span>{' '}
      {title}
    </>
  );
  return (
    <article
      class="cell"
      id={id}
      data-status={status}
      data-foldable
      data-folded={isFolded(id) || undefined}
      data-slide={slide}
      aria-labelledby={`${id}-title`}
      // A link, j and k, and Ctrl + Enter lead to it, where it has keys of its own; Tab to what is in it.
      tabIndex={-1}
      onKeyDown={(event) => onCellKey(id, event)}
    >
      <header ref={head}>
        <h3 id={`${id}-title`}>
          {slide === undefined ? <FoldButton id={id}>{heading}</FoldButton> : heading}
        </h3>
        <RunButton id={id} title={title} />
      </header>
      {status === 'failed' && activity.value.kind === 'failed' && (
        <p class="problem" role="alert">
          {activity.value.reason}
        </p>
      )}
      <div class="cell-body">
        <div class="output">
          <AfterPrediction id={id} guess={guess}>
            <Output id={id} />
          </AfterPrediction>
          {!isWithheld(id, guess) && <Remarks id={id} />}
        </div>
        {Settings !== undefined && (
          <div class="settings">
            <Settings id={id} />
          </div>
        )}
      </div>
      <div class="prose">{prose}</div>
      <PythonFold id={id} />
    </article>
  );
}

function RunButton({ id, title }: { readonly id: CellId; readonly title: string }) {
  const status = statusOf(id);
  const { activity } = notebook.cell(id);
  const busy = status === 'running' || status === 'queued';
  return (
    <div class="run">
      <span class="status" role="status">
        <span aria-hidden="true">{STATUS_SIGNS[status].sign}</span> {statusText(id)}
      </span>
      <RunTime id={id} />
      {activity.value.kind === 'running' && (
        <progress max={1} value={activity.value.progress} aria-label={`Progress of ${title}`} />
      )}
      {busy ? (
        <button type="button" onClick={() => notebook.cancel(id)}>
          Cancel <span class="hidden">{title}</span>
        </button>
      ) : (
        <button type="button" onClick={() => runCell(id)}>
          Run <span class="hidden">{title}</span>
        </button>
      )}
    </div>
  );
}
