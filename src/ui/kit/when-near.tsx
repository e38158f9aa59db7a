import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Pixels below and above the window from which a part counts as near. */
const MARGIN = '200px';

/** A part that is made once the person comes near it: what it computes waits for that. */
export function WhenNear({ children }: { readonly children: () => ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  const near = useSignal(false);
  useEffect(() => {
    const { current } = place;
    if (current === null || near.peek()) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        near.value = true;
        observer.disconnect();
      },
      { rootMargin: MARGIN },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return <div ref={place}>{near.value && children()}</div>;
}
