import { EXTRA_FEATURES } from '../../features/extra-features.ts';
import { formulaWords } from '../../features/feature-table.ts';
import { NOTEBOOK_FEATURES } from '../../features/notebook-features.ts';
import { NOTEBOOK_PARAMETERS } from '../../pipeline/parameters/parameters.ts';
import { notebook } from '../lab.ts';

/** What the detectors can be given one by one. */
const CHOICES = [...NOTEBOOK_FEATURES, ...EXTRA_FEATURES];

/** The features to choose from. Chosen ones keep the notebook's order; others follow. */
export function FeatureList() {
  const { features } = notebook.parameters.value;
  const settled = notebook.lab.value !== null;
  const choose = (name: string, wanted: boolean) => {
    const chosen = new Set(features);
    if (wanted) chosen.add(name);
    else chosen.delete(name);
    notebook.setParameter('features', inNotebookOrder(chosen));
  };
  return (
    <details class="features">
      <summary>
        Features: {features.length} of {CHOICES.length}
        {settled && ', set by the trained lab'}
      </summary>
      <ul>
        {CHOICES.map((feature) => (
          <li key={feature.name}>
            <label>
              <input
                type="checkbox"
                checked={features.includes(feature.name)}
                disabled={settled}
                onChange={(event) => choose(feature.name, event.currentTarget.checked)}
              />{' '}
              <code>{feature.name}</code> <span class="formula">= {formulaWords(feature)}</span>
            </label>
            <p class="meaning">{feature.why}</p>
          </li>
        ))}
      </ul>
      <button
        type="button"
        disabled={settled}
        onClick={() => notebook.setParameter('features', NOTEBOOK_PARAMETERS.features)}
      >
        Back to the default features
      </button>
    </details>
  );
}

function inNotebookOrder(chosen: ReadonlySet<string>): string[] {
  const notebookOrder = NOTEBOOK_PARAMETERS.features;
  const all = [...notebookOrder, ...CHOICES.map(({ name }) => name)];
  return [...new Set(all)].filter((name) => chosen.has(name));
}
