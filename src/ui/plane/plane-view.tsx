import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { MemberName } from '../../pipeline/parameters/lab-parameters.ts';
import { type PlaneField, rankOf } from '../../pipeline/plane/field.ts';
import { shownScore } from '../../pipeline/plane/shown-score.ts';
import { axisTicks } from '../../pipeline/plane/values.ts';
import type { PictureSize } from '../../worker/painting/paint-plane.ts';
import { drawPlane, pictureSize } from './draw-plane.ts';
import { planeColours } from './plane-colours.ts';
import { ProbeRing } from './plane-probe.tsx';
import type { Planes } from './plane-state.ts';
import { countWords, summaryOf } from './plane-words.ts';

interface Props {
  readonly planes: Planes;
  readonly detector: MemberName;
  /** Shown where there is room for one plane only. */
  readonly isChosen: boolean;
  /** What is drawn over the picture, below the probe. */
  readonly children?: ComponentChildren;
}

/** One detector over two features: its picture, its axes and what it says of the probe's place. */
export function PlaneView({ planes, detector, isChosen, children }: Props) {
  const shown = planes.shown(detector).value;
  const verdict = planes.verdict(detector).value;
  const plane = shown?.plane ?? planes.plane.value;
  const isBehind = planes.isBehind(detector);
  const said = isBehind
    ? 'computing…'
    : verdict && countWords(verdict.point, planes.revealed.value);
  return (
    <section class={isChosen ? 'plane-card chosen' : 'plane-card'} data-detector={detector}>
      <header>
        <h3>{titleOf(detector)}</h3>
        <span class="plane-count">{said}</span>
      </header>
      <PlaneCanvas planes={planes} detector={detector} isChosen={isChosen}>
        {children}
      </PlaneCanvas>
      <p class="plane-ticks" aria-hidden="true">
        {plane &&
          axisTicks(plane.axes[0], 6)
            .filter(({ share }) => share < 0.82)
            .map(({ share, label }) => (
              <span key={label} style={{ left: `${100 * share}%` }}>
                {label}
              </span>
            ))}
        <span class="plane-axis">{plane?.axes[0].title} →</span>
      </p>
      <Readout planes={planes} detector={detector} />
    </section>
  );
}

function PlaneCanvas({ planes, detector, isChosen, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const before = useRef<HTMLDivElement>(null);
  const drawnKey = useRef<string | null>(null);
  const drawnField = useRef<PlaneField | null | undefined>(undefined);
  const size = useSignal<PictureSize | null>(null);
  const shown = planes.shown(detector);
  const verdict = planes.verdict(detector);
  const picture = useComputed(() => {
    // The flows alone are there sooner than what the detector makes of them.
    const plane = shown.value?.plane ?? planes.plane.value;
    if (plane === null || size.value === null) return null;
    const field = shown.value?.field ?? null;
    const threshold = verdict.value?.rank ?? 1;
    const rest = { revealed: planes.revealed.value, colours: planeColours.value };
    return { size: size.value, picture: { plane, field, threshold, ...rest } };
  });
  // Before the first paint: the workers are told the size of the picture that they are to paint.
  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = current;
      size.value = clientWidth === 0 ? null : pictureSize(clientWidth, clientHeight);
      if (size.value !== null) planes.pictureSize.value = size.value;
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const drawn = picture.value;
    if (canvas.current === null || drawn === null) return undefined;
    const { current } = canvas;
    const draw = () => {
      const key = shown.peek()?.key ?? null;
      const isOther = drawnKey.current !== null && drawnKey.current !== key;
      drawnKey.current = key;
      // A hand that moves a slider waits for nothing; a story is seen to change what was there.
      if (isOther && planes.story.peek() !== null) fadeOut(current, before.current);
      drawPlane(current, drawn.size, drawn.picture, shown.peek()?.painted ?? null);
      markFirst(drawn.picture.field === null ? 'flows-drawn' : 'planes-drawn');
      if (drawn.picture.field === null) return;
      current.dataset.drawn = shown.peek()?.milliseconds.full === null ? 'coarse' : 'full';
    };
    // A threshold that is dragged moves in all planes at once; new fields take their turn.
    if (drawn.picture.field === drawnField.current) {
      const at = requestAnimationFrame(draw);
      return () => cancelAnimationFrame(at);
    }
    return drawInTurn(() => {
      drawnField.current = drawn.picture.field;
      draw();
    });
  }, [picture.value]);
  const plane = shown.value?.plane ?? planes.plane.value;
  const point = verdict.value?.point;
  const summary = plane && point && summaryOf(detector, plane, point, planes.revealed.value);
  return (
    <div class="plane" ref={frame}>
      <canvas ref={canvas} role="img" aria-label={summary ?? `${titleOf(detector)}, computing`} />
      <div ref={before} class="plane-before" aria-hidden="true" />
      {plane && (
        <p class="plane-labels" aria-hidden="true">
          <span class="plane-up">{plane.axes[1].title} ↑</span>
          {axisTicks(plane.axes[1], 4)
            .filter(({ share }) => share < 0.9)
            .map(({ share, label }) => (
              <span key={label} style={{ bottom: `${100 * share}%` }}>
                {label}
              </span>
            ))}
        </p>
      )}
      {children}
      {plane && <ProbeRing planes={planes} detector={detector} isStop={isChosen} />}
    </div>
  );
}

/** Pictures that are to be drawn: one a frame, so that no frame is long. */
const inTurn = new Set<() => void>();

/** @returns what takes it back */
function drawInTurn(draw: () => void): () => void {
  inTurn.add(draw);
  if (inTurn.size === 1) requestAnimationFrame(drawNext);
  return () => inTurn.delete(draw);
}

function drawNext(): void {
  const [draw] = inTurn;
  if (draw === undefined) return;
  inTurn.delete(draw);
  draw();
  if (inTurn.size > 0) requestAnimationFrame(drawNext);
}

/** How long a picture fades into the next one of a story. Milliseconds. */
const FADE = 240;

/** Puts what a canvas has drawn above it, and lets that fade away. */
function fadeOut(drawn: HTMLCanvasElement, above: HTMLElement | null): void {
  if (above === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const copy = document.createElement('canvas');
  copy.width = drawn.width;
  copy.height = drawn.height;
  copy.getContext('2d')?.drawImage(drawn, 0, 0);
  above.replaceChildren(copy);
  const fading = copy.animate([{ opacity: 1 }, { opacity: 0 }], {
    duration: FADE,
    easing: 'ease-out',
  });
  fading.onfinish = () => copy.remove();
}

/** For those who measure: when flows, and a detector's bands, were first drawn. */
function markFirst(what: 'flows-drawn' | 'planes-drawn'): void {
  if (performance.getEntriesByName(what).length === 0) performance.mark(what);
}

/** The verdict on the probe's place, where it stands among all ranks, and the score. */
function Readout({ planes, detector }: Pick<Props, 'planes' | 'detector'>) {
  const shown = planes.shown(detector).value;
  const verdict = planes.verdict(detector).value;
  const score = planes.probed.value?.scores.get(detector);
  if (shown === null || verdict === null || score === undefined) {
    return <p class="plane-readout" />;
  }
  const isAlert = score < verdict.point.threshold;
  const { fit } = shown;
  const rank = rankOf({ flows: fit.sorted.scores, grid: shown.field.sorted }, score);
  const value = shownScore(detector, score, fit.own.threshold);
  const style = { '--t': `${100 * verdict.rank}%`, '--v': `${100 * rank}%` };
  return (
    <p class="plane-readout" data-verdict={isAlert ? 'alert' : 'normal'}>
      <span class={isAlert ? 'plane-verdict alert' : 'plane-verdict normal'}>
        <Mark isAttack={isAlert} /> {isAlert ? 'alert' : 'no alert'}
      </span>
      <span class="gauge" style={style} aria-hidden="true" />
      <span class="plane-score">
        score <b>{value.toFixed(2).replace('-', '−')}</b>
      </span>
    </p>
  );
}

/** A circle for what is normal, a diamond for what is not. */
export function Mark({ isAttack }: { readonly isAttack: boolean }) {
  return (
    <svg class={isAttack ? 'mark attack' : 'mark'} viewBox="0 0 14 14" aria-hidden="true">
      {isAttack ? <path d="M7 1.5 12.5 7 7 12.5 1.5 7Z" /> : <circle cx="7" cy="7" r="4" />}
    </svg>
  );
}
