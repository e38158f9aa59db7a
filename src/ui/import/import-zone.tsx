import { useId } from 'preact/hooks';
import { InputError } from '../../data/errors.ts';
import { wallClocksOf } from '../../data/import/times/time-zone.ts';
import { MACHINE_ZONE } from '../kit/clock.ts';
import { useDraft } from '../kit/draft.ts';
import { notebook, preferences } from '../lab.ts';

/** Zones by name, as the platform knows them; older browsers tell none. */
const ZONES = Intl.supportedValuesOf?.('timeZone') ?? [];
const FIRST = [...new Set(['UTC', MACHINE_ZONE])];

/** Asked where times name no zone: whose clock wrote them? Another answer reads the file again. */
export function ZoneQuestion() {
  const id = useId();
  const zone = notebook.parameters.value.timeZone;
  const listed = FIRST.includes(zone) || ZONES.includes(zone);
  return (
    <fieldset class="import-zone">
      <legend>The times in this file name no zone. Which is theirs?</legend>
      <div class="controls">
        <div class="control">
          <label for={id}>Zone</label>
          <select
            id={id}
            value={zone}
            onChange={({ currentTarget }) => setZone(currentTarget.value)}
          >
            {!listed && <option value={zone}>{zone}</option>}
            {FIRST.map((name) => (
              <option key={name} value={name}>
                {name === MACHINE_ZONE ? `${name}, this machine’s` : name}
              </option>
            ))}
            <optgroup label="All zones">
              {ZONES.filter((name) => !FIRST.includes(name)).map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </optgroup>
          </select>
          <p class="meaning">Read as of {zone} now. Another choice reads the file again.</p>
        </div>
        <TypedZone zone={zone} />
      </div>
    </fieldset>
  );
}

function setZone(zone: string): void {
  notebook.setParameter('timeZone', zone);
}

function TypedZone({ zone }: { readonly zone: string }) {
  const id = useId();
  const { text, problem, type, take } = useDraft(zone, (typed) => {
    try {
      wallClocksOf(typed.trim());
      setZone(typed.trim());
      return null;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return `“${typed}” is no zone known here. Type UTC, an offset such as +02:00, or a name such as Europe/Prague.`;
    }
  });
  return (
    <div class="control">
      <label for={id}>Or typed</label>
      <input
        id={id}
        type="text"
        spellcheck={false}
        autocomplete="off"
        value={text}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-${problem === null ? 'meaning' : 'problem'}`}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onChange={take}
      />
      <p id={`${id}-meaning`} class="meaning">
        A name, or an offset such as +02:00.
      </p>
      {problem !== null && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** The zone that times are shown in: a preference of the person's, whatever the file. */
export function ClockChoice() {
  const id = useId();
  return (
    <p class="import-clock">
      <label for={id}>Show times in</label>{' '}
      <select
        id={id}
        value={preferences.timesIn.value}
        onChange={({ currentTarget }) => {
          preferences.timesIn.value = currentTarget.value === 'utc' ? 'utc' : 'machine';
        }}
      >
        <option value="utc">UTC</option>
        <option value="machine">this machine’s zone, {MACHINE_ZONE}</option>
      </select>
    </p>
  );
}
