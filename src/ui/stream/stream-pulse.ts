import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { playing, stream } from './stream-session.ts';

/**
 * Draws a component anew as the stream goes on, but at a low rate: while it plays, once in so many
 * milliseconds; at once when it pauses, ends or begins.
 */
export function useStreamPulse(every: number): void {
  const [, setPulse] = useState(0);
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pulse = () => {
      timer = undefined;
      last = performance.now();
      setPulse((count) => count + 1);
    };
    const end = effect(() => {
      void stream.value;
      if (!playing.value) {
        clearTimeout(timer);
        pulse();
      } else timer ??= setTimeout(pulse, Math.max(0, last + every - performance.now()));
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [every]);
}
