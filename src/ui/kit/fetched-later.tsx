import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { loadedAndIdle } from './idle.ts';

/**
 * A part of the page below the first screen, whose code is fetched once that stands. Each part waits
 * for an idle moment of its own, so that many together do not hold the page up.
 *
 * @param what its name, for the case that it cannot be fetched
 */
export function fetchedLater<Props extends object>(
  what: string,
  fetchPart: () => Promise<ComponentType<Props>>,
) {
  const part = signal<ComponentType<Props> | null>(null);
  const failed = signal(false);
  let started = false;

  const start = async () => {
    if (started) return;
    started = true;
    try {
      await loadedAndIdle();
      part.value = await fetchPart();
    } catch {
      failed.value = true;
    }
  };

  return function FetchedLater(props: Props) {
    useEffect(() => {
      start();
    }, []);
    const Part = part.value;
    if (Part !== null) return <Part {...props} />;
    return failed.value ? (
      <p class="problem">{what} could not be fetched. Reload the page to try again.</p>
    ) : null;
  };
}
