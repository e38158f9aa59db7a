import type { ComponentChildren } from 'preact';
import { FoldButton } from './fold-button.tsx';
import { isFolded, PARTS, type PartId } from './folds.ts';

interface Props {
  readonly id: PartId;
  /** What stands below its title while it is folded. */
  readonly headline?: string | undefined;
  readonly children: ComponentChildren;
}

/** A part of a step that is no cell: its title, and below it, once opened, the rest. */
export function FoldedPart({ id, headline, children }: Props) {
  const folded = isFolded(id);
  return (
    <section
      id={id}
      class="part"
      data-foldable
      data-folded={folded || undefined}
      aria-labelledby={`${id}-title`}
    >
      <h3 id={`${id}-title`}>
        <FoldButton id={id}>{PARTS.find((part) => part.id === id)?.title}</FoldButton>
      </h3>
      {folded ? headline !== undefined && <p>{headline}</p> : children}
    </section>
  );
}
