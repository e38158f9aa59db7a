import { useId } from 'preact/hooks';
import { InputError } from '../../data/errors.ts';
import { NORMAL } from '../../data/flow-table.ts';
import type { ParameterChanges } from '../../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../pipeline/parameters/parameter-facts.ts';
import { formatParameter, parseParameter } from '../../pipeline/parameters/parameters.ts';
import { useDraft } from '../kit/draft.ts';
import type { Planes } from './plane-state.ts';

/** A setting in one row: its name in words, its slider, its value to be typed. */
interface SliderRow {
  readonly key: 'contamination' | 'nEstimators' | 'nNeighbors' | 'nu' | 'gamma';
  readonly title: string;
  readonly help: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** The slider goes by powers of ten. */
  readonly byPower?: true;
}

const ROWS: readonly SliderRow[] = [
  {
    key: 'nEstimators',
    title: 'Trees',
    help: 'Isolation Forest, n_estimators: how many trees cut the flows apart.',
    from: 10,
    to: 300,
    step: 10,
  },
  {
    key: 'nu',
    title: 'ν',
    help: 'One-Class SVM, nu: at most this share of the training flows lies outside its boundary.',
    from: 0.01,
    to: 0.3,
    step: 0.01,
  },
  {
    key: 'gamma',
    title: 'γ',
    help: 'One-Class SVM, gamma: the larger, the closer its boundary follows the flows. Or type scale.',
    from: -3,
    to: 2,
    step: 0.1,
    byPower: true,
  },
  {
    key: 'nNeighbors',
    title: 'Neighbours',
    help: 'Local Outlier Factor, n_neighbors: how many flows a flow is compared with.',
    from: 1,
    to: 100,
    step: 1,
  },
  {
    key: 'contamination',
    title: 'Contamination',
    help: 'Share of training flows that raise an alert at the own threshold of forest and LOF. Counted in the table.',
    from: 0.01,
    to: 0.5,
    step: 0.01,
  },
];

/** What the planes' detectors learn from and how, of the planes alone. */
export function PlaneControls({ planes }: { readonly planes: Planes }) {
  return (
    <details class="plane-settings">
      <summary>Features and settings</summary>
      <p class="plane-note">These change the planes only. The lab below keeps its own settings.</p>
      <div class="plane-rows">
        <div>
          <h4>Picture</h4>
          <FeatureChoice planes={planes} side={0} title="Across" />
          <FeatureChoice planes={planes} side={1} title="Up" />
          <h4>Training</h4>
          <TrainingChoice planes={planes} />
        </div>
        <div>
          <h4>Detectors</h4>
          {ROWS.map((row) => (
            <SettingRow key={row.key} planes={planes} row={row} />
          ))}
        </div>
      </div>
    </details>
  );
}

function FeatureChoice({
  planes,
  side,
  title,
}: {
  readonly planes: Planes;
  readonly side: 0 | 1;
  readonly title: string;
}) {
  const id = useId();
  const chosen = planes.features.value;
  const other = chosen[side === 0 ? 1 : 0];
  return (
    <div class="plane-row">
      <label for={id}>{title}</label>
      <select
        id={id}
        value={chosen[side]}
        onChange={({ currentTarget: { value } }) =>
          planes.setFeatures(side === 0 ? [value, other] : [other, value])
        }
      >
        {planes.names.value
          .filter((name) => name !== other)
          .map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
      </select>
    </div>
  );
}

function TrainingChoice({ planes }: { readonly planes: Planes }) {
  const { trainOn } = planes.parameters.value;
  const hasNormal = planes.plane.value?.labels.label.includes(NORMAL) === true;
  return (
    <fieldset class="plane-row">
      <legend>Learn from</legend>
      <span class="plane-segments">
        {(['all', 'normal'] as const).map((value) => (
          <label key={value}>
            <input
              type="radio"
              name="plane-train-on"
              checked={trainOn === value}
              disabled={value === 'normal' && !hasNormal}
              onChange={() => planes.set({ trainOn: value })}
            />
            <span>{value === 'all' ? 'All flows' : 'Normal only'}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}

function SettingRow({ planes, row }: { readonly planes: Planes; readonly row: SliderRow }) {
  const id = useId();
  const { key, title, help, from, to, step, byPower } = row;
  const facts = PARAMETERS.find((one) => one.key === key);
  const value = planes.parameters.value[key];
  const set = (changed: unknown) => planes.set({ [key]: changed } as ParameterChanges);
  const { text, problem, type, take } = useDraft(formatParameter(value as never), (typed) => {
    if (facts === undefined) return null;
    try {
      set(parseParameter(facts, typed));
      return null;
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  });
  const number = typeof value === 'number' ? value : byPower ? 1 : 0.1;
  return (
    <div class="plane-row">
      <label for={id} title={help}>
        {title}
      </label>
      <input
        type="range"
        min={from}
        max={to}
        step={step}
        value={byPower ? Math.log10(Math.max(number, 1e-6)) : number}
        aria-label={`${title}, by slider`}
        title={help}
        onInput={({ currentTarget }) => {
          const moved = Number(currentTarget.value);
          set(byPower ? Number((10 ** moved).toPrecision(2)) : moved);
        }}
      />
      <input
        id={id}
        class="plane-typed"
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={text}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-help`}
        onInput={(event) => type(event.currentTarget.value)}
        onChange={take}
      />
      <span id={`${id}-help`} class={problem === null ? 'hidden' : 'problem'} role="status">
        {problem ?? help}
      </span>
    </div>
  );
}
