import { signal } from '@preact/signals';
import { STATUS_SIGNS, statusOf } from '../kit/status.ts';
import { notebook } from '../lab.ts';
import { headOf, PLACES, type Place, place, STEPS } from './places.ts';
import { shapeAfter, stateOf } from './step-state.ts';

/** Whether the sheet of steps is open, where the window has no room for a rail. */
export const railOpen = signal(false);

const TITLES: Readonly<Partial<Record<Place, string>>> = {
  start: 'Start',
  summary: 'Summary',
  export: 'Export',
  glossary: 'Glossary',
};

/** The steps as a spine: the state of each, the shape of the data, and the cells of the current one. */
export function Rail() {
  return (
    <nav id="rail" class="rail" data-open={railOpen.value} aria-label="Steps">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link that is followed closes the sheet */}
      <ol
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
  const here = place.value === one;
  if (at < 0) {
    return (
      <li class="plain">
        <a href={`#${headOf(one)}`} aria-current={here ? 'step' : undefined}>
          {TITLES[one]}
        </a>
      </li>
    );
  }
  const { step, title } = STEPS[at];
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
      {here && <CellLinks step={one} />}
    </li>
  );
}

/** The cells of a step; one alone needs no list. */
function CellLinks({ step }: { readonly step: Place }) {
  const numbered = notebook.shown.value.map((cell, at) => ({ cell, number: at + 1 }));
  const cells = numbered.filter(({ cell }) => cell.step === step);
  if (cells.length < 2) return null;
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
    </ul>
  );
}
