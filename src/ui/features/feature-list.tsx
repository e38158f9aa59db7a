import { FEATURES } from '../../features/engineer.ts';
import { NOTEBOOK_PARAMETERS } from '../../pipeline/parameters/parameters.ts';
import { notebook } from '../lab.ts';

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
        Features: {features.length} of {FEATURES.length}
        {settled && ', settled by the trained lab'}
      </summary>
      <ul>
        {FEATURES.map(({ name, formula, why }) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                checked={features.includes(name)}
                disabled={settled}
                onChange={(event) => choose(name, event.currentTarget.checked)}
              />{' '}
              <code>{name}</code> <span class="formula">= {formula}</span>
            </label>
            <p class="meaning">{why}</p>
          </li>
        ))}
      </ul>
      <button
        type="button"
        disabled={settled}
        onClick={() => notebook.setParameter('features', NOTEBOOK_PARAMETERS.features)}
      >
        Back to the notebook's sixteen
      </button>
    </details>
  );
}

function inNotebookOrder(chosen: ReadonlySet<string>): string[] {
  const notebookOrder = NOTEBOOK_PARAMETERS.features;
  const all = [...notebookOrder, ...FEATURES.map(({ name }) => name)];
  return [...new Set(all)].filter((name) => chosen.has(name));
}
