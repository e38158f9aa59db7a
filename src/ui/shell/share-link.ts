import { effect } from '@preact/signals';
import { decodeLink, encodeLink } from '../../notebook/share-link.ts';
import { notebook } from '../lab.ts';

/** The address changes once the hand has come to rest. Milliseconds. */
const REST = 400;

/**
 * Keeps the address and the parameters in step: a change adds a step to the browser's history, and
 * back and forward bring its parameters back. Nothing of a person's traffic enters the address.
 */
export function keepAddress(): void {
  effect(() => {
    const query = encodeLink(notebook.parameters.value);
    const timer = setTimeout(() => {
      if (query === encodeLink(decodeLink(location.search).parameters)) return;
      history.pushState(null, '', withPresent(query));
    }, REST);
    return () => clearTimeout(timer);
  });
  addEventListener('popstate', () => {
    const { parameters } = decodeLink(location.search);
    if (encodeLink(parameters) !== encodeLink(notebook.parameters.peek())) {
      notebook.setParameters(parameters);
    }
  });
}

/** The address of this page with another query; the cell that is presented stays in it. */
function withPresent(query: string): string {
  const present = new URLSearchParams(location.search).get('present');
  const words = [query, present === null ? '' : `present=${encodeURIComponent(present)}`];
  const joined = words.filter((word) => word !== '').join('&');
  return `${location.pathname}${joined === '' ? '' : `?${joined}`}${location.hash}`;
}

/** The address that opens the lab as it is set now. */
export function linkToHere(): string {
  const query = encodeLink(notebook.parameters.peek());
  return `${location.origin}${location.pathname}${query === '' ? '' : `?${query}`}`;
}
