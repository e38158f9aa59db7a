import { PRESETS, type Preset } from '../../notebook/presets.ts';
import type { LabParameters, ParameterChanges } from '../../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../pipeline/parameters/parameter-facts.ts';
import { parameterText } from '../../pipeline/parameters/parameters.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { notebook } from '../lab.ts';

/** One-click settings, each with its story. One that is set already is marked. */
export function Presets() {
  const list = useOneStop<HTMLUListElement>();
  return (
    <section class="presets" aria-labelledby="presets-title">
      <h2 id="presets-title">Settings to try</h2>
      <ul ref={list}>
        {PRESETS.map((preset) => (
          <PresetItem key={preset.name} preset={preset} />
        ))}
      </ul>
    </section>
  );
}

function PresetItem({ preset: { name, story, change } }: { readonly preset: Preset }) {
  const summary = notebook.cell('generate').result.value?.value.summary ?? null;
  const changed = change(summary);
  const set = changed !== null && isSet(changed, notebook.parameters.value);
  return (
    <li>
      <button
        type="button"
        disabled={changed === null}
        aria-pressed={set}
        onClick={() => changed !== null && notebook.setParameters(changed)}
      >
        {set && <span aria-hidden="true">✓ </span>}
        {name}
      </button>
      <p class="meaning">
        {changed === null && summary !== null && 'Needs traffic with such labels. '}
        {story}
      </p>
    </li>
  );
}

function isSet(changed: ParameterChanges, now: LabParameters): boolean {
  const then = { ...now, ...changed };
  return PARAMETERS.filter(({ key }) => Object.hasOwn(changed, key)).every(
    (facts) => parameterText(facts, then) === parameterText(facts, now),
  );
}
