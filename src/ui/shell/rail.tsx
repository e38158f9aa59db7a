import { signal } from '@preact/signals';
import { PARTS } from '../cells/folds.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { STATUS_SIGNS, statusOf } from '../kit/status.ts';
import { notebook } from '../lab.ts';
import { headOf, PLACES, type Place, place, STEPS, titleOf } from './places.ts';
import { shapeAfter, stateOf } from './step-state.ts';

/** Whether the sheet of steps is open, where the window has no room for a rail. */
export const railOpen = signal(false);

/**
 * The steps as a spine: the state of each, the shape of the data, and the cells of the current one. One
 * stop of the Tab key.
 */
export function Rail() {
  const list = useOneStop<HTMLOListElement>();
  return (
    <nav id="rail" class="rail" data-open={railOpen.value} aria-label="Steps">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link that is followed closes the sheet */}
      <ol
        ref={list}
        onClick={() => {
          railOpen.value = false;
        }}
      >
        {PLACES.map((one) => (
          <RailItem key={one} one={one} />
        ))}
      </ol>
    </nav>
  );
}

function RailItem({ one }: { readonly one: Place }) {
  const at = STEPS.findIndex(({ step }) => step === one);
  const found = STEPS[at];
  const here = place.value === one;
  if (found === undefined) {
    return (
      <li class="plain">
        <a href={`#${headOf(one)}`} aria-current={here ? 'step' : undefined}>
          {titleOf(one)}
        </a>
      </li>
    );
  }
  const { step, title } = found;
  const state = stateOf(step);
  const { sign, word } = STATUS_SIGNS[state];
  return (
    <li data-state={state}>
      <a href={`#${headOf(one)}`} aria-current={here ? 'step' : undefined}>
        <span class="circle" aria-hidden="true">
          {state === 'fresh' || here ? at + 1 : sign}
        </span>
        {title}
        <span class="hidden">, {word}</span>
        <span class="shape">{shapeAfter(step)}</span>
      </a>
      {here && <Contents step={one} />}
    </li>
  );
}

/** What a step holds, its cells and its parts; one alone needs no list. */
function Contents({ step }: { readonly step: Place }) {
  const numbered = notebook.shown.value.map((cell, at) => ({ cell, number: at + 1 }));
  const cells = numbered.filter(({ cell }) => cell.step === step);
  const parts = PARTS.filter((part) => part.step === step);
  if (cells.length + parts.length < 2) return null;
  return (
    <ul>
      {cells.map(({ cell: { id, title }, number }) => {
        const { sign, word } = STATUS_SIGNS[statusOf(id)];
        return (
          <li key={id}>
            <a href={`#${id}`}>
              {title}
              <span class="cell-number">
                [{number}] <span aria-hidden="true">{sign}</span>
              </span>
              <span class="hidden">, {word}</span>
            </a>
          </li>
        );
      })}
      {parts.map(({ id, title }) => (
        <li key={id}>
          <a href={`#${id}`}>{title}</a>
        </li>
      ))}
    </ul>
  );
}
