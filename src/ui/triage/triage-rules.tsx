import { useId, useState } from 'preact/hooks';
import { formatCount } from '../../charts/format.ts';
import { formatRule, RULE_FORMS } from '../../pipeline/triage/rules.ts';
import { flowSource } from '../flows/flow-source.ts';
import { preferences } from '../lab.ts';
import { LastAllowed } from './last-allowed.tsx';
import { triage } from './triage-state.ts';

/** What is known to be fine: typed here or chosen in a flow's card. */
export function Rules() {
  return (
    <>
      <RuleInput />
      <div role="status">
        <LastAllowed />
      </div>
      <RuleList />
      <Keeping />
    </>
  );
}

/** What of all this stays in the browser, and the choice where the traffic is a person's own. */
function Keeping() {
  const { shownFlows } = flowSource();
  if (shownFlows.value?.traffic.imported == null) {
    return (
      <p class="meaning">
        Your rules, marks, guesses and pinned run stay in this browser. “Start fresh” in the menu
        clears them.
      </p>
    );
  }
  return (
    <>
      <label class="inline">
        <input
          type="checkbox"
          checked={preferences.keepImported.value === 'on'}
          onChange={({ currentTarget: { checked } }) => {
            preferences.keepImported.value = checked ? 'on' : 'off';
          }}
        />{' '}
        Keep what I say of my own traffic in this browser
      </label>
      <p class="meaning">
        Off: rules, marks and guesses made while your files are open are gone when you close this
        page. On: they are kept, with the names of files whose run you pinned. The flows themselves
        are never kept.
      </p>
    </>
  );
}

function RuleInput() {
  const { allow, ruleProblem } = triage();
  const id = useId();
  const [typed, setTyped] = useState('');
  const problem = ruleProblem.value;
  return (
    <form
      class="control rule-input"
      onSubmit={(event) => {
        event.preventDefault();
        if (allow(typed)) setTyped('');
      }}
    >
      <label for={id}>Allow</label>
      <div class="actions">
        <input
          id={id}
          type="text"
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          value={typed}
          aria-invalid={problem !== ''}
          aria-describedby={problem === '' ? `${id}-meaning` : `${id}-problem`}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value);
            ruleProblem.value = '';
          }}
        />
        <button type="submit">Add the rule</button>
      </div>
      <p id={`${id}-meaning`} class="meaning">
        Type {RULE_FORMS}. Or open a flow and allow from there.
      </p>
      {problem !== '' && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

function RuleList() {
  const { allowance, removeRule } = triage();
  const covered = allowance.value;
  if (covered === null || covered.coverage.length === 0) {
    return <p class="meaning">No rules yet: every alert stays.</p>;
  }
  const { coverage, flows } = covered;
  return (
    <>
      <ul class="rules" aria-label="Rules">
        {coverage.map(({ rule, flows: reached, lacks }) => {
          const text = formatRule(rule);
          return (
            <li key={text}>
              <code>{text}</code>
              <span>{lacks === null ? flowsInWords(reached) : `this traffic has no ${lacks}`}</span>
              <button type="button" onClick={() => removeRule(rule)}>
                Remove <span class="hidden">the rule {text}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p class="meaning">
        {coverage.length > 1 && `Together they cover ${flowsInWords(flows)}. `}
        Rules hold for other traffic too and go into a saved lab; they are never in the link.
      </p>
    </>
  );
}

function flowsInWords(flows: number): string {
  return flows === 1 ? '1 flow' : `${formatCount(flows)} flows`;
}
