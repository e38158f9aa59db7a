import { useSignal } from '@preact/signals';
import { formatCount } from '../../charts/format.ts';
import type { OperatingPoint } from '../../eval/thresholds/operating-point.ts';
import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { MemberName } from '../../pipeline/parameters/lab-parameters.ts';
import { budgetPoint } from '../../pipeline/plane/field.ts';
import { DataTable } from '../kit/data-table.tsx';
import { saveFile } from '../kit/export-file.ts';
import { planeColours } from './plane-colours.ts';
import type { Planes } from './plane-state.ts';
import { planeSvg } from './plane-svg.ts';
import { summaryOf } from './plane-words.ts';

/** What the pictures show, in sentences and as a table, and the pictures to take along. */
export function PlaneNumbers({ planes }: { readonly planes: Planes }) {
  const isOpen = useSignal(false);
  return (
    <details
      class="plane-numbers"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>Numbers and pictures</summary>
      {/* What nobody sees is not made anew with every step of a slider. */}
      {isOpen.value && <Numbers planes={planes} />}
    </details>
  );
}

function Numbers({ planes }: { readonly planes: Planes }) {
  const { revealed } = planes;
  const summaries = planes.detectors.map((name) => {
    const plane = planes.shown(name).value?.plane;
    const point = planes.verdict(name).value?.point;
    return plane && point && summaryOf(name, plane, point, revealed.value);
  });
  return (
    <>
      {summaries.map((words) => words && <p key={words}>{words}</p>)}
      <CountsTable planes={planes} />
      <Timings planes={planes} />
      {planes.detectors.map((name) => (
        <SavePicture key={name} planes={planes} detector={name} />
      ))}
    </>
  );
}

function CountsTable({ planes }: { readonly planes: Planes }) {
  const isTold = planes.revealed.value;
  const rowsOf = (name: MemberName) => {
    const own = planes.shown(name).value?.fit.own;
    const budget = planes.verdict(name).value?.point;
    const whole = planes.all.value?.find(({ detector }) => detector === name);
    const all = whole && budgetPoint(whole.sorted, planes.alerts.value);
    return [
      rowOf(`${titleOf(name)}, alert budget`, budget, isTold),
      rowOf(`${titleOf(name)}, its own threshold`, own, isTold),
      rowOf(`${titleOf(name)}, budget, all features`, all, isTold),
    ];
  };
  return (
    <DataTable
      caption="Flows, counted"
      columns={['detector', 'alerts', ...(isTold ? ['found', 'missed', 'false positives'] : [])]}
      rows={planes.detectors.flatMap(rowsOf)}
    />
  );
}

function rowOf(title: string, point: OperatingPoint | undefined, isTold: boolean): string[] {
  const confusion = point?.judged?.confusion;
  const counts = [point?.alerts, ...(isTold ? [confusion?.tp, confusion?.fn, confusion?.fp] : [])];
  return [title, ...counts.map((count) => (count === undefined ? '–' : formatCount(count)))];
}

/** How long a change took to show: a first field, and the full one. */
function Timings({ planes }: { readonly planes: Planes }) {
  const words = planes.detectors.flatMap((name) => {
    const milliseconds = planes.shown(name).value?.milliseconds;
    if (milliseconds === undefined) return [];
    const { coarse, full } = milliseconds;
    const rest = full === null ? '' : `, full after ${Math.round(full)} ms`;
    return [`${titleOf(name)}: drawn after ${Math.round(coarse)} ms${rest}.`];
  });
  return <p class="plane-note">{words.join(' ')}</p>;
}

function SavePicture({
  planes,
  detector,
}: {
  readonly planes: Planes;
  readonly detector: MemberName;
}) {
  const problem = useSignal('');
  const svg = () => {
    const shown = planes.shown(detector).peek();
    const verdict = planes.verdict(detector).peek();
    if (shown === null || verdict === null) return null;
    const { plane, field } = shown;
    const title = summaryOf(detector, plane, verdict.point, planes.revealed.peek());
    const rest = { revealed: planes.revealed.peek(), colours: planeColours.peek() };
    return planeSvg(title, { plane, field, threshold: verdict.rank, ...rest });
  };
  const save = async (format: 'png' | 'svg') => {
    const text = svg();
    if (text === null) return;
    const name = `plane-${detector}.${format}`;
    try {
      problem.value = '';
      if (format === 'svg') saveFile(text, name, 'image/svg+xml');
      else saveFile(await pngOf(text), name);
    } catch {
      problem.value = 'The picture could not be made.';
    }
  };
  return (
    <p class="images">
      {titleOf(detector)}:{' '}
      {(['png', 'svg'] as const).map((format) => (
        <button key={format} type="button" onClick={() => save(format)}>
          {format.toUpperCase()}
          <span class="hidden"> picture of {titleOf(detector)}</span>
        </button>
      ))}
      <span role="status">{problem.value}</span>
    </p>
  );
}

/** The same picture in pixels, twice as many as it has points. */
async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 2 * image.width;
    canvas.height = 2 * image.height;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob === null ? failed(new Error('no picture')) : done(blob))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
