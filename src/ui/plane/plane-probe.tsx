import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { formatInUnit } from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import { InputError } from '../../data/errors.ts';
import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { MemberName } from '../../pipeline/parameters/lab-parameters.ts';
import { shareOf, valueAt } from '../../pipeline/plane/axes.ts';
import { typedValue, valueWords } from '../../pipeline/plane/values.ts';
import { useDraft } from '../kit/draft.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { useSettled } from '../kit/settled.ts';
import type { Planes } from './plane-state.ts';
import { truthWords } from './plane-words.ts';

/** How far a key moves the probe, in shares of the picture's sides. */
const STEP = 0.01;
const LONG_STEP = 0.05;
const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function inside(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** The probe in one plane; all planes share its place. */
export function ProbeRing({
  planes,
  detector,
  isStop,
}: {
  readonly planes: Planes;
  readonly detector: MemberName;
  /** Whether Tab stops here: one ring moves all. */
  readonly isStop: boolean;
}) {
  const ring = useRef<HTMLButtonElement>(null);
  const isDragged = useSignal(false);
  const [across, up] = planes.place.value;
  const moveTo = (event: PointerEvent) => {
    const box = ring.current?.parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    planes.place.value = [
      inside((event.clientX - box.left) / box.width),
      inside(1 - (event.clientY - box.top) / box.height),
    ];
  };
  const onKey = (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.key];
    if (direction === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (direction === undefined) return goToNearest(planes);
    const step = event.shiftKey ? LONG_STEP : STEP;
    planes.place.value = [inside(across + step * direction[0]), inside(up + step * direction[1])];
  };
  return (
    <div
      class="plane-touch"
      onPointerEnter={() => planes.makeReady()}
      onFocusIn={() => planes.makeReady()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
        isDragged.value = true;
        ring.current?.focus({ preventScroll: true });
        moveTo(event);
      }}
      onPointerMove={(event) => {
        if (isDragged.value) moveTo(event);
      }}
      onLostPointerCapture={() => {
        isDragged.value = false;
      }}
    >
      <button
        ref={ring}
        type="button"
        class="probe"
        tabIndex={isStop ? 0 : -1}
        style={{ left: `${100 * across}%`, top: `${100 * (1 - up)}%` }}
        aria-label={`Probe in ${titleOf(detector)}: arrow keys move it, Enter puts it on the nearest flow`}
        onKeyDown={onKey}
      />
    </div>
  );
}

function goToNearest({ plane, probed, place }: Planes): void {
  const row = probed.peek()?.nearest.row;
  const places = plane.peek()?.places;
  if (row === undefined || places === undefined) return;
  place.value = [
    entryAt(places, 2 * row, 'place across'),
    entryAt(places, 2 * row + 1, 'place up'),
  ];
}

/** The probe's place in the flows' units, to be read and typed, and the flow next to it. */
export function ProbeLine({ planes }: { readonly planes: Planes }) {
  if (planes.plane.value === null || planes.probed.value === null) return <p class="probe-line" />;
  return <ProbePlace planes={planes} />;
}

/** One stop of the Tab key: arrow up and down go from one value to the other. */
function ProbePlace({ planes }: { readonly planes: Planes }) {
  const line = useOneStop<HTMLDivElement>();
  const plane = planes.plane.value;
  const nearest = planes.probed.value?.nearest;
  if (plane === null || nearest === undefined) return null;
  const truth = planes.revealed.value ? `, ${truthWords(plane, nearest.row)}` : '';
  const where = plane.axes.map((axis, j) =>
    valueWords(axis, valueAt(axis, entryAt(planes.place.value, j, 'axis'))),
  );
  const verdicts = planes.detectors.map((name) => {
    const score = planes.probed.value?.scores.get(name);
    const threshold = planes.verdict(name).value?.point.threshold;
    if (score === undefined || threshold === undefined) return '';
    return ` ${titleOf(name)}: ${score < threshold ? 'alert' : 'no alert'}.`;
  });
  return (
    <div class="probe-line" ref={line}>
      <span>Probe</span>
      <ProbeValue planes={planes} side={0} />
      <ProbeValue planes={planes} side={1} />
      <span class="nearest">
        {nearest.distance === 0 ? 'on' : 'nearest:'} flow <b>{nearest.row}</b>
        {truth}
      </span>
      <Announced
        text={`Probe at ${where.join(', ')}; nearest flow ${nearest.row}${truth}.${verdicts.join('')}`}
      />
    </div>
  );
}

/** Told once the hand has come to rest. */
function Announced({ text }: { readonly text: string }) {
  return (
    <span class="hidden" role="status">
      {useSettled(text)}
    </span>
  );
}

function ProbeValue({ planes, side }: { readonly planes: Planes; readonly side: 0 | 1 }) {
  const axis = planes.plane.value?.axes[side];
  const shown = axis ? formatInUnit(valueAt(axis, planes.place.value[side]), axis.unit) : '';
  const { text, problem, type, take } = useDraft(shown, (typed) => {
    if (axis === undefined) return null;
    try {
      const share = shareOf(axis, typedValue(axis, typed));
      if (!(share >= 0 && share <= 1)) {
        const ends = [0, 1].map((end) => formatInUnit(valueAt(axis, end), axis.unit));
        return `The picture shows ${axis.title} from ${ends.join(' to ')}.`;
      }
      const { value } = planes.place;
      planes.place.value = side === 0 ? [share, value[1]] : [value[0], share];
      return null;
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  });
  if (axis === undefined) return null;
  return (
    <label class="probe-value">
      {axis.title}{' '}
      <input
        type="text"
        autocomplete="off"
        spellcheck={false}
        size={8}
        value={text}
        aria-invalid={problem !== null}
        aria-label={`Probe, ${axis.title}`}
        onInput={(event) => type(event.currentTarget.value)}
        onChange={take}
      />
      {problem !== null && (
        <span class="probe-problem" role="alert">
          {problem}
        </span>
      )}
    </label>
  );
}
