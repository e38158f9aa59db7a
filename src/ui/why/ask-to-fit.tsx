import { why } from './why-state.ts';

/** Where there are many flows, fitting takes its time. */
export function AskToFit() {
  return (
    <p>
      <button type="button" onClick={() => why().want()}>
        Look inside
      </button>{' '}
      <span class="meaning">
        It fits the detectors once more, which takes as long as the first time.
      </span>
    </p>
  );
}
