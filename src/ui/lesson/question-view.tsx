import { useId } from 'preact/hooks';
import type { Choice } from '../../pipeline/lesson/lesson.ts';
import type { LessonMark } from '../../pipeline/lesson/marking.ts';
import { MarkView } from './mark-view.tsx';
import { RichText } from './rich-text.tsx';

interface Props {
  readonly ask: string;
  readonly choices: readonly Choice[];
  readonly chosen: number | null;
  readonly onChoose: (at: number) => void;
  /** What the button says. */
  readonly verb: string;
  readonly isWorking: boolean;
  readonly onCheck: () => void;
  readonly mark: LessonMark | undefined;
}

/** A question with answers to choose from, and what is said to the one that was checked. */
export function QuestionView(props: Props) {
  const { ask, choices, chosen, onChoose, verb, isWorking, onCheck, mark } = props;
  const name = useId();
  return (
    <form
      class="lesson-question"
      onSubmit={(event) => {
        event.preventDefault();
        onCheck();
      }}
    >
      <fieldset>
        <legend>
          <RichText>{ask}</RichText>
        </legend>
        {choices.map(({ text }, at) => (
          <label key={text}>
            <input type="radio" name={name} checked={chosen === at} onChange={() => onChoose(at)} />{' '}
            <span>
              <RichText>{text}</RichText>
            </span>
          </label>
        ))}
      </fieldset>
      <button type="submit" class={mark?.right ? undefined : 'primary'} disabled={isWorking}>
        {isWorking ? 'Checking…' : verb}
      </button>
      <MarkView mark={mark} isWorking={isWorking} />
    </form>
  );
}
