import { formatCount } from '../../charts/format.ts';
import {
  cancelReading,
  type FilesInReading,
  openingSaid,
  reading,
  sizeOf,
} from './import-opening.ts';

/** How far the files have been read, and the way out. Told aloud at every quarter only. */
export function ImportProgress() {
  const now = reading.value;
  const size = now === null ? 0 : sizeOf(now.files);
  return (
    <>
      {now !== null && !now.isAgain && <ProgressBar now={now} />}
      <span class="hidden" role="status">
        {now === null ? openingSaid : `Reading ${nameOf(now)}: ${quarter(now, size)} %`}
      </span>
    </>
  );
}

/** The same of files that are open already, where they were asked to be read again. */
export function ProgressAgain() {
  const now = reading.value;
  return now?.isAgain ? <ProgressBar now={now} /> : null;
}

function ProgressBar({ now }: { readonly now: FilesInReading }) {
  const size = sizeOf(now.files);
  return (
    <div class="import-progress">
      <span>{progressText(now, size)}</span>
      <progress max={Math.max(size, 1)} value={now.bytes} aria-label={`Reading ${nameOf(now)}`} />
      <button type="button" onClick={cancelReading}>
        Cancel <span class="hidden">reading {nameOf(now)}</span>
      </button>
    </div>
  );
}

function nameOf({ files }: FilesInReading): string {
  const [first, ...others] = files;
  return first !== undefined && others.length === 0 ? first.name : `${files.length} files`;
}

function quarter({ bytes }: FilesInReading, size: number): number {
  return size === 0 ? 0 : 25 * Math.floor((4 * bytes) / size);
}

/** `conn.log: 312 of 1,024 MB, 2,100,000 rows`. */
function progressText(now: FilesInReading, size: number): string {
  const [unit, name] = size < 1e6 ? [1e3, 'kB'] : [1e6, 'MB'];
  const amount = (bytes: number) => formatCount(Math.ceil(bytes / unit));
  const rows = now.bytes === size ? 'rows, all read' : 'rows';
  return `${nameOf(now)}: ${amount(now.bytes)} of ${amount(size)} ${name}, ${formatCount(now.rows)} ${rows}`;
}
