import { useId } from 'preact/hooks';
import { InputError } from '../../data/errors.ts';
import { DETECTORS } from '../../pipeline/detecting/detector-table.ts';
import { isFixed } from '../../pipeline/parameters/fixed-parameters.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../pipeline/parameters/parameter-facts.ts';
import type { ParameterFacts, ParameterKey } from '../../pipeline/parameters/parameter-types.ts';
import { formatParameter, parseParameter } from '../../pipeline/parameters/parameters.ts';
import { notebook } from '../lab.ts';
import { useDraft } from './draft.ts';
import { useOneStop } from './one-stop/one-stop.ts';

/** The controls of some parameters, side by side where there is room. */
export function Controls({ keys }: { readonly keys: readonly ParameterKey[] }) {
  return (
    <div class="controls">
      {PARAMETERS.filter(({ key }) => keys.includes(key)).map((facts) => (
        <Control key={facts.key} facts={facts} />
      ))}
    </div>
  );
}

/** One parameter: its name, its control, what it means, and the way back to the notebook's value. */
function Control({ facts }: { readonly facts: ParameterFacts }) {
  const id = useId();
  const value = notebook.parameters.value[facts.key] ?? facts.default;
  const lab = notebook.lab.value;
  const settled = lab !== null && isFixed(facts.key);
  const changed = !settled && formatParameter(value) !== formatParameter(facts.default);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape puts away the help of what has the focus
    <div
      class="control"
      data-kind={facts.kind}
      onKeyDown={hideHelp}
      onPointerDown={hideHelp}
      onFocusOut={showHelpAgain}
    >
      {facts.kind === 'list' ? (
        <span class="control-label">{facts.label}</span>
      ) : (
        <span class="control-label">
          <label for={id}>
            {facts.inWords ?? facts.label}
            {facts.inWords !== undefined && <span class="hidden"> {facts.label}</span>}
          </label>
          <span class="help-mark" aria-hidden="true">
            i
          </span>
        </span>
      )}
      {facts.kind === 'switch' ? (
        <SwitchInput id={id} facts={facts} settled={settled} on={value === true} />
      ) : facts.kind === 'choice' ? (
        <ChoiceInput id={id} facts={facts} settled={settled} value={String(value)} />
      ) : facts.kind === 'list' && Array.isArray(value) ? (
        <ListInput id={id} facts={facts} settled={settled} chosen={value} />
      ) : (
        <TextInput id={id} facts={facts} settled={settled} value={formatParameter(value)} />
      )}
      {facts.kind === 'number' && facts.slider !== undefined && !settled && (
        <SliderInput facts={facts} slider={facts.slider} value={value} />
      )}
      {facts.key === 'seed' && <DiceButton />}
      {changed && (
        <button type="button" class="link back" onClick={() => set(facts.key, facts.default)}>
          Back to {usualWords(facts)}
          <span class="hidden"> for {facts.label}</span>
        </button>
      )}
      <p id={`${id}-meaning`} class="help" role="tooltip">
        {settled ? `Set by the trained lab ${lab.name}.` : helpOf(facts)}
      </p>
    </div>
  );
}

/** Characters that the way back to a value may tell of it. */
const LONGEST_USUAL = 24;

/** The value of the notebook, in few words. */
function usualWords(facts: ParameterFacts): string {
  if (facts.kind === 'switch') return facts.default === true ? 'on' : 'off';
  const text = formatParameter(facts.default);
  return text.length > LONGEST_USUAL ? 'the notebook’s' : text;
}

/** What a parameter means, and its name in scikit-learn where the control has words for it. */
function helpOf({ meaning, label, inWords }: ParameterFacts): string {
  return inWords === undefined ? meaning : `${meaning} scikit-learn: ${label}.`;
}

/**
 * Help that is in the way goes with Escape, and comes again with the next visit. To who uses the mouse
 * it shows at its mark alone: over a field it would cover what is read or pressed next.
 */
function hideHelp(event: KeyboardEvent | PointerEvent): void {
  const { currentTarget } = event;
  if ('key' in event && event.key !== 'Escape') return;
  if (currentTarget instanceof HTMLElement) currentTarget.dataset.help = 'hidden';
}

function showHelpAgain({ currentTarget }: FocusEvent): void {
  if (currentTarget instanceof HTMLElement) delete currentTarget.dataset.help;
}

function set(key: ParameterKey, value: LabParameters[ParameterKey]): void {
  notebook.setParameter(key, value as never);
}

interface InputProps<Facts extends ParameterFacts = ParameterFacts> {
  readonly id: string;
  readonly facts: Facts;
  /** A trained lab has it so. */
  readonly settled: boolean;
}

function SwitchInput({ id, facts, settled, on }: InputProps & { readonly on: boolean }) {
  return (
    <input
      id={id}
      type="checkbox"
      checked={on}
      disabled={settled}
      aria-describedby={`${id}-meaning`}
      onChange={(event) => set(facts.key, event.currentTarget.checked)}
    />
  );
}

type ChoiceFacts = Extract<ParameterFacts, { kind: 'choice' | 'list' }>;

function ChoiceInput({
  id,
  facts,
  settled,
  value,
}: InputProps<ChoiceFacts> & { readonly value: string }) {
  return (
    <select
      id={id}
      value={value}
      disabled={settled}
      aria-describedby={`${id}-meaning`}
      onChange={(event) => set(facts.key, parseParameter(facts, event.currentTarget.value))}
    >
      {facts.choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  );
}

/** A box for each choice, in their order, one stop of the Tab key; the last one ticked stays. */
function ListInput({
  id,
  facts,
  settled,
  chosen,
}: InputProps<ChoiceFacts> & { readonly chosen: readonly string[] }) {
  const boxes = useOneStop<HTMLDivElement>();
  const choose = (choice: string, on: boolean) => {
    const wanted = facts.choices.filter((one) => (one === choice ? on : chosen.includes(one)));
    set(facts.key, wanted as never);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the label above names it, as that of any control
    <div
      ref={boxes}
      id={id}
      role="group"
      aria-label={facts.label}
      aria-describedby={`${id}-meaning`}
    >
      {facts.choices.map((choice) => (
        <label key={choice} class="inline">
          <input
            type="checkbox"
            checked={chosen.includes(choice)}
            disabled={settled || (chosen.length === 1 && chosen[0] === choice)}
            onChange={(event) => choose(choice, event.currentTarget.checked)}
          />{' '}
          {DETECTORS.find(({ name }) => name === choice)?.title ?? choice}
        </label>
      ))}
    </div>
  );
}

type NumberFacts = Extract<ParameterFacts, { kind: 'number' }>;

/**
 * The same value by hand; in live mode the results follow it. A word stands at the default. Tab goes to
 * the typed value alone, whose arrow keys step as the slider's do.
 */
function SliderInput({
  facts,
  slider: { from, to },
  value,
}: {
  readonly facts: NumberFacts;
  readonly slider: { readonly from: number; readonly to: number };
  readonly value: unknown;
}) {
  const shown = typeof value === 'number' ? value : Number(facts.default);
  return (
    <input
      type="range"
      tabIndex={-1}
      min={from}
      max={to}
      step={facts.resolution}
      value={Number.isNaN(shown) ? from : shown}
      aria-label={`${facts.label}, by slider`}
      onInput={(event) => set(facts.key, Number(event.currentTarget.value))}
    />
  );
}

/** Another seed, any of those that NumPy's generator takes. */
function DiceButton() {
  return (
    <button
      type="button"
      onClick={() => set('seed', String(crypto.getRandomValues(new Uint32Array(1))[0]))}
    >
      <span aria-hidden="true">⚄</span> Another seed
    </button>
  );
}

/** The number one step of the slider up or down, within the slider's ends; `null` without a slider. */
function stepped(facts: ParameterFacts, value: unknown, key: string): number | null {
  const step = { ArrowUp: 1, ArrowDown: -1 }[key];
  if (step === undefined || facts.kind !== 'number' || facts.slider === undefined) return null;
  const { slider, resolution } = facts;
  const from = typeof value === 'number' ? value : Number(facts.default);
  const next = Number.isNaN(from) ? slider.from : from + step * resolution;
  // What was typed may lie beyond the slider's ends.
  const [least, most] = [Math.min(slider.from, from), Math.max(slider.to, from)];
  return Number((next < least ? least : next > most ? most : next).toPrecision(12));
}

/**
 * A typed value: taken when the field is left or Enter is pressed, and only if it can be read. Where it
 * has a slider, the arrow keys up and down step it.
 */
function TextInput({ id, facts, settled, value }: InputProps & { readonly value: string }) {
  const { text, problem, type, take } = useDraft(value, (typed) => {
    try {
      set(facts.key, parseParameter(facts, typed));
      return null;
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  });
  return (
    <>
      <input
        id={id}
        type="text"
        spellcheck={false}
        autocomplete="off"
        inputMode={facts.kind === 'number' && facts.words === undefined ? 'decimal' : 'text'}
        value={text}
        disabled={settled}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-meaning` : `${id}-problem`}
        onInput={(event) => type(event.currentTarget.value)}
        onChange={take}
        onKeyDown={(event) => {
          const next = stepped(facts, notebook.parameters.peek()[facts.key], event.key);
          if (next === null) return;
          event.preventDefault();
          set(facts.key, next);
        }}
      />
      {problem !== null && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
