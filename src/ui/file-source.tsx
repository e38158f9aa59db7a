import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { formatPercent } from '../charts/format.ts';
import { notebook } from './lab.ts';
import { sourceName } from './source-name.ts';

type Reading = { readonly name: string; readonly done: number } | null;

/**
 * Where traffic comes from: generated, or a file that is picked or dropped anywhere on the page. A
 * file that cannot be read leaves everything as it was and says why.
 */
export function FileSource() {
  const picker = useRef<HTMLInputElement>(null);
  const reading = useSignal<Reading>(null);
  const problem = useSignal<string | null>(null);
  const controller = useRef<AbortController | null>(null);

  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    problem.value = null;
    reading.value = { name: file.name, done: 0 };
    try {
      await notebook.openFiles({ files: [file], format: 'auto' }, own.signal, (done) => {
        reading.value = { name: file.name, done };
      });
    } catch (error) {
      if (!own.signal.aborted) problem.value = messageOf(error);
    } finally {
      if (controller.current === own) reading.value = null;
    }
  };
  useDrop(open);

  const opened = notebook.opened.value;
  return (
    <div class="source">
      <p>
        {opened === null ? (
          'The flows are made up. To try real ones, open a Zeek conn.log or a CSV, or drop it on the page; it stays on this machine.'
        ) : (
          <>
            The flows come from <strong>{sourceName(opened)}</strong>, read here and sent nowhere.
          </>
        )}
      </p>
      <input
        ref={picker}
        type="file"
        hidden
        onChange={(event) => {
          open(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <button type="button" onClick={() => picker.current?.click()}>
        Open a file
      </button>
      {opened !== null && (
        <button type="button" onClick={() => notebook.closeFiles()}>
          Back to generated flows
        </button>
      )}
      {reading.value !== null && (
        <p role="status">
          Reading {reading.value.name}: {formatPercent(reading.value.done, 0)}{' '}
          <button type="button" onClick={() => controller.current?.abort()}>
            Cancel
          </button>
        </p>
      )}
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value} Nothing was changed.
        </p>
      )}
    </div>
  );
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** Takes the first file that is dropped anywhere on the page. */
function useDrop(open: (file: File | undefined) => void): void {
  useEffect(() => {
    const allow = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const take = (event: DragEvent) => {
      allow(event);
      open(event.dataTransfer?.files[0]);
    };
    addEventListener('dragover', allow);
    addEventListener('drop', take);
    return () => {
      removeEventListener('dragover', allow);
      removeEventListener('drop', take);
    };
  });
}
