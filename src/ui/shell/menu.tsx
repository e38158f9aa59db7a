import type { Signal } from '@preact/signals';
import { forgetFolds } from '../cells/folds.ts';
import { Icon } from '../kit/icon.tsx';
import { notebook, pageLab, preferences } from '../lab.ts';
import { openLessons } from '../lesson/lesson-work.ts';
import { said } from './said.ts';
import { linkToHere } from './share-link.ts';
import { openShortcuts } from './shortcuts.tsx';

/** What is needed now and then. */
export function Menu() {
  return (
    <>
      <button
        type="button"
        class="icon-button"
        popovertarget="menu"
        title="More"
        aria-haspopup="true"
      >
        <Icon name="more" />
        <span class="hidden">More</span>
      </button>
      <div id="menu" class="menu" popover="auto">
        <Choice name="mode" legend="When cells run" of={preferences.mode} choices={MODES} />
        <Choice name="view" legend="What is shown" of={preferences.view} choices={VIEWS} />
        <Choice
          name="cells"
          legend="Cells"
          of={preferences.cells}
          choices={CELLS}
          onChoose={forgetFolds}
        />
        <Item word="Lessons" act={openLessons} />
        <Item word="Copy link" act={copyLink} />
        <Item word="Restart" act={restart} />
        <Item word="Start fresh" act={askToStartFresh} />
        <Item word="Keys" act={openShortcuts} />
        <a href="./differences.html">Differences from the Python notebook</a>
      </div>
    </>
  );
}

const MODES = [
  { value: 'live', title: 'Live', meaning: 'A change computes at once whatever depends on it.' },
  { value: 'step', title: 'Step', meaning: 'Nothing runs until you ask.' },
] as const;

const VIEWS = [
  { value: 'steps', title: 'One step', meaning: 'One step of the lab at a time.' },
  { value: 'page', title: 'One page', meaning: 'All steps below each other.' },
] as const;

const CELLS = [
  { value: 'folded', title: 'Headlines', meaning: 'A cell is one line until you open it.' },
  { value: 'open', title: 'All open', meaning: 'Every cell shows all that it has.' },
] as const;

function Choice<Value extends string>({
  name,
  legend,
  of,
  choices,
  onChoose,
}: {
  readonly name: string;
  readonly legend: string;
  readonly of: Signal<Value>;
  readonly choices: readonly {
    readonly value: Value;
    readonly title: string;
    readonly meaning: string;
  }[];
  readonly onChoose?: () => void;
}) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map(({ value, title, meaning }) => (
        <label key={value} title={meaning}>
          <input
            type="radio"
            name={name}
            checked={of.value === value}
            onChange={() => {
              of.value = value;
              onChoose?.();
            }}
          />{' '}
          {title}
        </label>
      ))}
    </fieldset>
  );
}

function Item({ word, act }: { readonly word: string; readonly act: () => void }) {
  const close = () => document.getElementById('menu')?.hidePopover();
  return (
    <button
      type="button"
      onClick={() => {
        close();
        act();
      }}
    >
      {word}
    </button>
  );
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(linkToHere());
    said.value = 'The link is copied. It holds the parameters, never your traffic.';
  } catch {
    said.value = `Copy it from here: ${linkToHere()}`;
  }
}

/** For the next person at this browser. */
async function askToStartFresh(): Promise<void> {
  const { longRuns, startFresh } = await import('./kept-work.ts');
  const runs = longRuns(pageLab);
  if (!(await pageLab.confirm.ask({ what: 'start fresh', runs }))) return;
  startFresh(pageLab);
  said.value = 'The lab starts fresh.';
}

/** Forgets all results; in live mode they are computed anew. */
async function restart(): Promise<void> {
  if (!(await notebook.mayEnd())) return;
  notebook.restart();
  if (preferences.mode.value === 'live') notebook.runStale();
}
