import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Makes an element that is there from the start one stop of the Tab key, with arrow keys inside, as
 * `keepOneStop` says. Returns the reference to give to the element.
 */
export function useOneStop<E extends HTMLElement>(): RefObject<E | null> {
  const group = useRef<E>(null);
  useEffect(() => oneStop(group.current), []);
  return group;
}

/** The same for an element at hand. Returns how to end it. */
export function oneStop(group: HTMLElement | null): () => void {
  if (group === null) return () => {};
  let wanted = true;
  // Loaded apart: nobody presses Tab before the page stands.
  const ending = import('./keep-one-stop.ts').then(({ keepOneStop }) =>
    wanted ? keepOneStop(group) : undefined,
  );
  return () => {
    wanted = false;
    ending.then((end) => end?.());
  };
}
