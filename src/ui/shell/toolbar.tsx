import { useSignal } from '@preact/signals';
import { notebook, preferences } from '../lab.ts';
import { PresentButton } from '../present/present-bar.tsx';
import { linkToHere } from './share-link.ts';
import { ShortcutsButton } from './shortcuts.tsx';
import { themeName } from './theme-name.ts';

/** The bar on top: how the notebook runs, and what concerns the whole of it. */
export function Toolbar() {
  const said = useSignal('');
  const runAll = async () => {
    const current = notebook.routine.value.every(({ id }) => notebook.isCurrent(id));
    said.value = current ? 'Everything is up to date.' : '';
    await notebook.runAll();
  };
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(linkToHere());
      said.value = `The link is copied. ${WHAT_IT_HOLDS}`;
    } catch {
      said.value = `Copy it from here: ${linkToHere()}`;
    }
  };
  return (
    <div class="actions">
      <ModeSwitch />
      <button type="button" class="primary" onClick={runAll}>
        Run all
      </button>
      <button
        type="button"
        disabled={!notebook.history.canUndo.value}
        onClick={() => notebook.undo()}
      >
        Undo
      </button>
      <button
        type="button"
        disabled={!notebook.history.canRedo.value}
        onClick={() => notebook.redo()}
      >
        Redo
      </button>
      <button type="button" onClick={restart}>
        Restart
      </button>
      <button type="button" onClick={copyLink}>
        Copy link
      </button>
      <PresentButton />
      <ThemeButton />
      <ShortcutsButton />
      <span role="status" class="said">
        {said.value}
      </span>
    </div>
  );
}

/** Thresholds on a person's own traffic tell of its scores. */
const WHAT_IT_HOLDS =
  'It holds the parameters, never your traffic, nor a threshold that you set on that.';

/** Forgets all results; in live mode they are computed anew. */
function restart(): void {
  notebook.restart();
  if (preferences.mode.value === 'live') notebook.runStale();
}

function ModeSwitch() {
  return (
    <fieldset class="mode">
      <legend class="hidden">When cells run</legend>
      {(['live', 'step'] as const).map((value) => (
        <label key={value} title={MODES[value].meaning}>
          <input
            type="radio"
            name="mode"
            checked={preferences.mode.value === value}
            onChange={() => {
              preferences.mode.value = value;
            }}
          />{' '}
          {MODES[value].title}
        </label>
      ))}
    </fieldset>
  );
}

const MODES = {
  live: { title: 'Live', meaning: 'A change computes at once whatever depends on it.' },
  step: { title: 'Step', meaning: 'Nothing runs until you ask.' },
} as const;

function ThemeButton() {
  const other = themeName.value === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      onClick={() => {
        preferences.theme.value = other;
      }}
    >
      {other === 'dark' ? 'Dark' : 'Light'}
    </button>
  );
}
