import { useSignal } from '@preact/signals';
import { openedLink } from '../lab.ts';

/** What of the link that opened the page could not be used. */
export function LinkNotice() {
  const shown = useSignal(openedLink.problems.length > 0);
  if (!shown.value) return null;
  return (
    <div class="warning" role="status">
      <ul>
        {openedLink.problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <button
        type="button"
        onClick={() => {
          shown.value = false;
        }}
      >
        All right
      </button>
    </div>
  );
}
