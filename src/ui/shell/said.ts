import { effect, signal } from '@preact/signals';

/** For how long a word on what was done stays. Milliseconds. */
const STAY = 6000;

/** What the lab says of the last thing that was asked of it; empty: nothing. */
export const said = signal('');

effect(() => {
  if (said.value === '') return;
  const timer = setTimeout(() => {
    said.value = '';
  }, STAY);
  return () => clearTimeout(timer);
});
