import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { LessonStep } from '../../pipeline/lesson/lesson.ts';
import type { TrafficFiles } from '../../worker/opened-files.ts';
import type { Lab } from '../create-lab.ts';
import { openSample } from '../import/open-sample.ts';

/**
 * The flows that a step is about. What a person has opened is closed only when the person says so,
 * and is never part of what is marked.
 */
export function createStepTraffic({ notebook }: Lab, step: ReadonlySignal<LessonStep | null>) {
  /** The sample that the lesson has opened, and the files that it became. */
  const sample = signal<{ readonly name: string; readonly files: TrafficFiles | null } | null>(
    null,
  );
  const opening = signal(false);
  /** The opening under way, or the last one. */
  let coming = Promise.resolve();

  const isSample = computed(
    () => notebook.opened.value !== null && notebook.opened.value === sample.value?.files,
  );
  /** Whether something of the person's own is open. */
  const isOwnOpen = computed(
    () =>
      (notebook.opened.value !== null && !isSample.value) ||
      notebook.baseline.value !== null ||
      notebook.lab.value !== null,
  );
  /** Whether the lab has the flows that the step is about. */
  const isThere = computed(() => {
    const wanted = step.value?.traffic ?? 'generated';
    if (isOwnOpen.value) return false;
    return wanted === 'generated'
      ? notebook.opened.value === null
      : isSample.value && sample.value?.name === wanted;
  });

  /** Opens the flows of the step, in place of whatever is open. */
  function take(): Promise<void> {
    coming = takeNow();
    return coming;
  }

  async function takeNow(): Promise<void> {
    const wanted = step.peek()?.traffic ?? 'generated';
    notebook.closeLab();
    notebook.closeBaseline();
    if (wanted === 'generated') {
      notebook.closeFiles();
      return;
    }
    opening.value = true;
    try {
      const isOpen = await openSample(wanted);
      sample.value = { name: wanted, files: isOpen ? notebook.opened.peek() : null };
    } finally {
      opening.value = false;
    }
  }

  return {
    isThere,
    isOwnOpen,
    opening,
    take,
    /** Ends when what is being opened is open, or could not be. */
    settled: () => coming,
    /** Opens the flows of the step, unless something of the person's own is open. */
    open(): void {
      if (!isThere.peek() && !isOwnOpen.peek()) take();
    },
  };
}
