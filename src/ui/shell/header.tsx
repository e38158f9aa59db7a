import { useSignal } from '@preact/signals';
import { Icon } from '../kit/icon.tsx';
import { STATUS_SIGNS } from '../kit/status.ts';
import { notebook, preferences } from '../lab.ts';
import { PresentButton } from '../present/present-button.tsx';
import { Menu } from './menu.tsx';
import { STEPS } from './places.ts';
import { railOpen } from './rail.tsx';
import { said } from './said.ts';
import { stateOf } from './step-state.ts';
import { themeName } from './theme-name.ts';

/** The bar on top, one row at every width: how far the run is, and what concerns the whole lab. */
export function Header() {
  return (
    <header class="top">
      <button
        type="button"
        class="icon-button rail-button"
        aria-expanded={railOpen.value}
        aria-controls="rail"
        onClick={() => {
          railOpen.value = !railOpen.value;
        }}
      >
        <Icon name="steps" />
        <span class="hidden">Steps</span>
      </button>
      <h1>
        <img src="./icon.svg" alt="" width="22" height="22" />
        <span class="name">Network Anomaly Lab</span>
      </h1>
      <RunProgress />
      <div class="actions">
        <IconButton
          icon="undo"
          word="Undo"
          disabled={!notebook.history.canUndo.value}
          act={() => notebook.undo()}
        />
        <IconButton
          icon="redo"
          word="Redo"
          disabled={!notebook.history.canRedo.value}
          act={() => notebook.redo()}
        />
        <PresentButton />
        <RunAllButton />
        <ThemeButton />
        <Menu />
      </div>
      <p role="status" class="said">
        {said.value}
      </p>
    </header>
  );
}

/** A segment for each step, in the colour of its state, and the same in words. */
function RunProgress() {
  // What goes further runs when it is asked for.
  const asked = STEPS.filter(({ step }) => step !== 'beyond');
  const steps = asked.map(({ step }) => ({ step, state: stateOf(step) }));
  const done = steps.filter(({ state }) => state === 'done').length;
  const failed = steps.filter(({ state }) => state === 'failed').length;
  return (
    <p class="run-progress">
      <span class="segments" aria-hidden="true">
        {steps.map(({ step, state }) => (
          <span key={step} data-state={state} title={STATUS_SIGNS[state].word} />
        ))}
      </span>
      <span class="words">
        {done} of {steps.length} steps run{failed > 0 && ` · ${failed} failed`}
      </span>
    </p>
  );
}

function RunAllButton() {
  const working = useSignal(false);
  const current = notebook.routine.value.every(({ id }) => notebook.isCurrent(id));
  const runAll = async () => {
    said.value = current ? 'Everything is up to date.' : '';
    working.value = true;
    try {
      await notebook.runAll();
    } finally {
      working.value = false;
    }
  };
  // What has run already needs no loud button.
  return (
    <button type="button" class={current ? 'run-all' : 'run-all primary'} onClick={runAll}>
      <Icon name="run" /> <span class="word">Run all</span>
    </button>
  );
}

function ThemeButton() {
  const other = themeName.value === 'dark' ? 'light' : 'dark';
  return (
    <IconButton
      icon={other}
      word={other === 'dark' ? 'Dark' : 'Light'}
      act={() => {
        preferences.theme.value = other;
      }}
    />
  );
}

function IconButton({
  icon,
  word,
  disabled = false,
  act,
}: {
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly word: string;
  readonly disabled?: boolean;
  readonly act: () => void;
}) {
  return (
    <button type="button" class="icon-button" title={word} disabled={disabled} onClick={act}>
      <Icon name={icon} />
      <span class="hidden">{word}</span>
    </button>
  );
}
