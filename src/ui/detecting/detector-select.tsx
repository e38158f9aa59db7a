import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import { askedDetector, chosenDetectors, shownDetector } from '../lab.ts';

/** The choice of the detector that is shown, which is one on the whole page. */
export function DetectorSelect({ id, label }: { readonly id: string; readonly label: string }) {
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={shownDetector.value}
        onChange={({ currentTarget: { value } }) => {
          askedDetector.value = value as DetectorName;
        }}
      >
        {chosenDetectors.value.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}
