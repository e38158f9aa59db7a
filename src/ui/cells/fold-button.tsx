import type { ComponentChildren } from 'preact';
import { type Foldable, isFolded, setFolded } from './folds.ts';

/** The title of a part that can be folded; pressed, it folds or opens. */
export function FoldButton({
  id,
  children,
}: {
  readonly id: Foldable;
  readonly children: ComponentChildren;
}) {
  const folded = isFolded(id);
  return (
    <button
      type="button"
      class="fold"
      aria-expanded={!folded}
      onClick={() => setFolded(id, !folded)}
    >
      {children}
    </button>
  );
}
