import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { FileButton } from '../kit/file-button.tsx';
import { heldBack, notebook, tasks } from '../lab.ts';
import { openLessons } from '../lesson/lesson-work.ts';
import { presentation } from '../present/present.ts';
import { openPlaceOf, place } from '../shell/places.ts';

const planes = signal<ComponentType | null>(null);
const failed = signal(false);
let isAsked = false;

/** The run of the lab waits for the first pictures, so long at most. Milliseconds. */
const PATIENCE = 1500;

/**
 * Where a visit begins with pictures, their code and the workers that compute them come first, and the
 * rest of the page waits for them. Once, before drawing.
 */
export function beginWithPlanes(): void {
  // Slides do not show the opening.
  if (place.peek() !== 'start' || presentation.peek() !== null) return;
  heldBack.value = true;
  fetchPlanes();
  const end = effect(() => {
    if (place.value === 'start') return;
    endWaiting();
    queueMicrotask(() => end());
  });
}

/** Fetches the planes, while workers load the engine. */
async function fetchPlanes(): Promise<void> {
  isAsked = true;
  setTimeout(endWaiting, PATIENCE);
  startWorkers();
  try {
    planes.value = (await import('./planes.tsx')).OpeningPlanes;
  } catch {
    failed.value = true;
    endWaiting();
  }
}

/** Workers load the engine while the code of the planes is on its way. */
function startWorkers(): void {
  const { signal: never } = new AbortController();
  for (let i = 0; i < 2; i++) {
    tasks.run('planeStart', [], { signal: never }).catch(() => undefined);
  }
}

function endWaiting(): void {
  heldBack.value = false;
}

/**
 * Flows over two features as three detectors see them: what a visit begins with.
 *
 * @param isOpen whether the person is there; until then nothing is computed
 */
export function Opening({ isOpen }: { readonly isOpen: boolean }) {
  const isSeen = isOpen && presentation.value === null;
  useEffect(() => {
    if (isSeen && !isAsked) fetchPlanes();
  }, [isSeen]);
  const Planes = planes.value;
  return (
    <div class="opening">
      <div class="opening-head">
        <div>
          <h2>Find the attacks in {flowCount()} network flows</h2>
          <p>
            Each dot is one flow: a conversation between two hosts. Three detectors learn what is
            usual, <b>without labels</b>. A flow in the orange area, outside a detector’s boundary,
            raises an alert.
          </p>
        </div>
        <p class="opening-ways">
          <a class="button primary" href="#generate-step">
            Start the lab
          </a>
          <button type="button" onClick={openLessons}>
            Take a lesson
          </button>
          <FileButton multiple onFiles={openLogs}>
            Open my own logs
          </FileButton>
        </p>
      </div>
      {Planes !== null ? <Planes /> : <Outline />}
      {failed.value && (
        <p class="problem">The planes could not be fetched. Reload the page to try again.</p>
      )}
    </div>
  );
}

/** Where the planes will stand. */
function Outline() {
  return (
    <div class="opening-outline" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}

function flowCount(): string {
  const read = notebook.opened.value && notebook.cell('generate').result.value?.value.summary.total;
  const made = Object.values(notebook.parameters.value.counts).reduce((sum, one) => sum + one, 0);
  return (read ?? made).toLocaleString('en');
}

async function openLogs(files: readonly File[]): Promise<void> {
  const { openFiles } = await import('../import/import-opening.ts');
  openPlaceOf('generate');
  await openFiles(files);
}
