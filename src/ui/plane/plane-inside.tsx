import { type Signal, useSignal } from '@preact/signals';
import type { MemberName } from '../../pipeline/parameters/lab-parameters.ts';
import { type PlaneInside, type PlanePlace, planeInside } from '../../pipeline/plane/inside.ts';
import type { Planes } from './plane-state.ts';

interface Props {
  readonly planes: Planes;
  readonly detector: MemberName;
  /** How many cuts are shown; `null`: the inside is not shown. */
  readonly step: Signal<number | null>;
}

/** The state of a plane that can be opened. */
export function useInsideStep(): Signal<number | null> {
  return useSignal<number | null>(null);
}

function insideOf({ planes, detector }: Omit<Props, 'step'>): PlaneInside | null {
  const shown = planes.shown(detector).value;
  if (shown === null) return null;
  return planeInside(shown.plane, shown.estimator(), planes.place.value);
}

const SIDE = 100;
const across = (share: number) => SIDE * share;
const up = (share: number) => SIDE * (1 - share);
const within = (share: number) => Math.min(1.2, Math.max(-0.2, share));

/** Over the picture, how the detector comes to its score of the probe's place. */
export function InsideShapes({ planes, detector, step }: Props) {
  if (step.value === null) return null;
  const inside = insideOf({ planes, detector });
  if (inside === null) return null;
  return (
    <svg
      class="plane-inside"
      viewBox={`0 0 ${SIDE} ${SIDE}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {inside.kind === 'cuts' ? (
        inside.rooms
          .slice(1, step.value + 1)
          .map(({ left, right, bottom, top }, at) => (
            <rect
              key={at}
              data-last={at + 1 === step.value || undefined}
              x={across(within(left))}
              y={up(within(top))}
              width={across(within(right) - within(left))}
              height={across(within(top) - within(bottom))}
            />
          ))
      ) : (
        <>
          {inside.ring !== null && <polygon points={pointsOf(inside.ring)} />}
          {inside.flows.map((place, at) => (
            <path key={at} d={dotAt(place)} />
          ))}
        </>
      )}
    </svg>
  );
}

function pointsOf(places: readonly PlanePlace[]): string {
  return places.map(([x, y]) => `${across(within(x))},${up(within(y))}`).join(' ');
}

/** A line of no length, which a round cap makes a dot whatever the picture's shape. */
function dotAt([x, y]: PlanePlace): string {
  return `M${across(within(x))},${up(within(y))}h0`;
}

/** The switch below the picture; of a forest also the cut, one after another. */
export function InsideControl({ planes, detector, step }: Props) {
  const inside = step.value === null ? null : insideOf({ planes, detector });
  const cuts = inside?.kind === 'cuts' ? inside.rooms.length - 1 : 0;
  const at = Math.min(step.value ?? 0, cuts);
  return (
    <div class="actions plane-inside-control">
      <button
        type="button"
        onClick={() => {
          step.value = step.value === null ? 1 : null;
        }}
      >
        {step.value === null ? 'Show how it scores the probe' : 'Hide how it scores the probe'}
      </button>
      {inside?.kind === 'cuts' && (
        <>
          <button
            type="button"
            aria-disabled={at >= cuts}
            onClick={() => {
              step.value = Math.min(cuts, at + 1);
            }}
          >
            Next cut
          </button>
          <button
            type="button"
            aria-disabled={at === 0}
            onClick={() => {
              step.value = Math.max(0, at - 1);
            }}
          >
            Back
          </button>
        </>
      )}
      {inside !== null && (
        <span role="status">
          {inside.kind === 'cuts'
            ? `Cut ${at} of ${cuts}: ${inside.rooms[at]?.words ?? ''}`
            : inside.words}
        </span>
      )}
    </div>
  );
}
