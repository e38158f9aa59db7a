import { useId } from 'preact/hooks';
import { factsOf } from '../../pipeline/lesson/lesson-settings.ts';
import { Controls } from '../kit/controls.tsx';
import { lessonSession } from './lesson-session.ts';
import { MarkView } from './mark-view.tsx';
import { QuestionView } from './question-view.tsx';
import { RichText } from './rich-text.tsx';

/** The task of the step: settings to find, a rule to write or an answer to choose. */
export function TaskView() {
  const session = lessonSession();
  const step = session.step.value;
  if (step === null) return null;
  const { task } = step;
  const isWorking = session.working.value === 'task';
  const mark = session.told.value.task;
  const check = () => session.check('task');
  if (task.kind === 'choice') {
    return (
      <QuestionView
        ask={task.ask}
        choices={task.choices}
        chosen={session.work.value.choice}
        onChoose={(choice) => session.answer('task', { choice })}
        verb="Check"
        isWorking={isWorking}
        onCheck={check}
        mark={mark}
      />
    );
  }
  return (
    <form
      class="lesson-question"
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <p class="lesson-ask">
        <RichText>{task.ask}</RichText>
      </p>
      {task.kind === 'settings' ? <Touchable flags={step.touch} /> : <RuleField />}
      <Strayed />
      <button type="submit" class={mark?.right ? undefined : 'primary'} disabled={isWorking}>
        {isWorking ? 'Checking…' : 'Check'}
      </button>
      <MarkView mark={mark} isWorking={isWorking} />
    </form>
  );
}

/** The settings that the step lets be touched: the same controls as in the cells. */
function Touchable({ flags }: { readonly flags: readonly string[] }) {
  const keys = flags.map((flag) => factsOf(flag).key);
  return <Controls keys={keys} />;
}

function RuleField() {
  const session = lessonSession();
  const id = useId();
  return (
    <p class="lesson-field">
      <label for={id}>Your rule</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        maxLength={200}
        value={session.work.value.rule}
        onInput={({ currentTarget }) => session.answer('task', { rule: currentTarget.value })}
      />
    </p>
  );
}

/** What is set otherwise than the step has it, and the way back. */
function Strayed() {
  const session = lessonSession();
  const others = session.strayed.value;
  if (others.length === 0) return null;
  return (
    <p class="lesson-strayed">
      Set otherwise than this step has it: {others.map(({ label }) => label).join(', ')}.{' '}
      <button type="button" onClick={() => session.putBack()}>
        Put back
      </button>
    </p>
  );
}
