import { effect } from '@preact/signals';
import { decodeLink, encodeLink } from '../../notebook/share-link.ts';
import { notebook } from '../lab.ts';

/** The address changes once the hand has come to rest. Milliseconds. */
const REST = 400;

/**
 * Keeps the address and the parameters in step: a change adds a step to the browser's history, and
 * back and forward bring its parameters back. Nothing of a person's traffic enters the address, nor
 * thresholds that were set on it.
 */
export function keepAddress(): void {
  /** What the address says of parameters, as this function wrote or read it last. */
  let known = said();
  effect(() => {
    const query = encodeLink(notebook.parameters.value, isOwnOpen());
    const timer = setTimeout(() => {
      if (query !== said()) history.pushState(null, '', withStaying(query));
      known = said();
    }, REST);
    return () => clearTimeout(timer);
  });
  addEventListener('popstate', () => {
    // A link within the page says nothing of parameters, and what was just set may not be in it yet.
    if (said() === known) return;
    known = said();
    const { parameters } = decodeLink(location.search);
    const own = isOwnOpen();
    if (encodeLink(parameters, own) !== encodeLink(notebook.parameters.peek(), own)) {
      notebook.setParameters(parameters);
    }
  });
}

/** The parameters in the address, as a query of a link. */
function said(): string {
  return encodeLink(decodeLink(location.search).parameters);
}

/** What stays in the address whatever is set: the cell that is presented, and the lesson. */
const STAYING = ['present', 'lesson'];

/** The address of this page with another query. */
function withStaying(query: string): string {
  const before = new URLSearchParams(location.search);
  const staying = STAYING.flatMap((key) => {
    const value = before.get(key);
    return value === null ? [] : [`${key}=${encodeURIComponent(value)}`];
  });
  const joined = [query, ...staying].filter((word) => word !== '').join('&');
  return `${location.pathname}${joined === '' ? '' : `?${joined}`}${location.hash}`;
}

/** Whether something of a person's own is open: traffic, a baseline, or a lab that was trained. */
function isOwnOpen(): boolean {
  const { opened, baseline, lab } = notebook;
  return [opened, baseline, lab].some(({ value }) => value !== null);
}

/** The address that opens the lab as it is set now. */
export function linkToHere(): string {
  const query = encodeLink(notebook.parameters.peek(), isOwnOpen());
  return `${location.origin}${location.pathname}${query === '' ? '' : `?${query}`}`;
}
