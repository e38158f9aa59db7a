import { useId } from 'preact/hooks';
import { InputError } from '../../data/errors.ts';
import { useDraft } from './draft.ts';
import { parseTypedNumber } from './typed-number.ts';

interface Props {
  readonly label: string;
  readonly meaning: string;
  /** As it is shown, and as a person might type it. */
  readonly value: string;
  readonly example: string;
  /** What stands behind the number and may be typed with it, such as `%`. */
  readonly unit?: string;
  /** Takes the number; an `InputError` is shown below the field. */
  readonly set: (value: number) => void;
}

/** A number that is typed: taken when the field is left or Enter is pressed. */
export function NumberField({ label, meaning, value, example, unit = '', set }: Props) {
  const id = useId();
  const { text, problem, type, take } = useDraft(value, (typed) => {
    try {
      set(parseTypedNumber(unit === '' ? typed : typed.replace(unit, ''), example));
      return null;
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  });
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        value={text}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-meaning` : `${id}-problem`}
        onInput={(event) => type(event.currentTarget.value)}
        onChange={take}
      />
      <p id={`${id}-meaning`} class="meaning">
        {meaning}
      </p>
      {problem !== null && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
