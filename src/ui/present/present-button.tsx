import { startPresenting } from './present.ts';

export function PresentButton() {
  return (
    <button type="button" id="present" onClick={startPresenting}>
      Present
    </button>
  );
}
