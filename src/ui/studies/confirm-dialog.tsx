import { useEffect, useRef } from 'preact/hooks';
import { formatDuration } from '../../charts/format.ts';
import type { AskedRun } from '../../notebook/long-runs.ts';
import { aboutTime } from '../../pipeline/run/sample-words.ts';
import { pageLab } from '../lab.ts';
import type { Question } from './confirm.ts';
import './confirm.css';

/** Asks before something is lost; Enter and Escape lose nothing. */
export function ConfirmDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const question = pageLab.confirm.question.value;
  useEffect(() => {
    if (question !== null) dialog.current?.showModal();
    else dialog.current?.close();
  }, [question]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onCancel={(event) => {
        event.preventDefault();
        question?.answer(false);
      }}
    >
      {question !== null && <Asking question={question} />}
    </dialog>
  );
}

function Asking({ question: { what, runs, answer } }: { readonly question: Question }) {
  const { title, keep, goOn } = wordsOf(what, runs.length);
  return (
    <div class="dialog confirm">
      <h2 id="confirm-title">{title}</h2>
      <div id="confirm-text">
        {what === 'start fresh' && (
          <p>
            This clears your marks, rules, guesses, lessons and the pinned run, closes your files
            and puts all settings back. It cannot be undone.
          </p>
        )}
        {runs.map((run) => (
          <p key={run.title}>{runInWords(run)}</p>
        ))}
        {what === 'start fresh' && runs.length > 0 && (
          <p>{runs.length === 1 ? 'This run ends, too.' : 'These runs end, too.'}</p>
        )}
        {what === 'end runs' && (
          <p>
            If you end {runs.length === 1 ? 'it' : 'them'}, what has been computed so far is lost.
            If not, nothing is changed.
          </p>
        )}
      </div>
      {/* The first button has the focus when the dialog opens. */}
      <div class="actions">
        <button type="button" class="primary" onClick={() => answer(false)}>
          {keep}
        </button>
        <button type="button" onClick={() => answer(true)}>
          {goOn}
        </button>
      </div>
    </div>
  );
}

function wordsOf(what: Question['what'], runs: number) {
  if (what === 'start fresh') {
    return { title: 'Start fresh?', keep: 'Leave it as it is', goOn: 'Start fresh' };
  }
  const one = runs === 1;
  return {
    title: one ? 'End the run?' : 'End the runs?',
    keep: 'Keep running',
    goOn: one ? 'End it' : 'End them',
  };
}

function runInWords({ title, elapsed, expected }: AskedRun): string {
  const left = expected === null ? 0 : expected - elapsed;
  const rest = left > 0 ? ` and needs ${aboutTime(left)} more` : '';
  return `“${title}” has been running for ${formatDuration(elapsed)}${rest}.`;
}
