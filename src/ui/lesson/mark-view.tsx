import { useEffect, useRef } from 'preact/hooks';
import type { LessonMark } from '../../pipeline/lesson/marking.ts';
import { RichText, withoutVerdict } from './rich-text.tsx';

/** How an answer was marked: a sign, a word and what is said to it. */
export function MarkView({
  mark,
  isWorking,
}: {
  readonly mark: LessonMark | undefined;
  /** Another answer is being marked. */
  readonly isWorking: boolean;
}) {
  const element = useRef<HTMLDivElement>(null);
  // It may stand below what is in view.
  useEffect(() => {
    if (mark !== undefined && mark.says.length > 0) {
      element.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [mark]);
  return (
    <div
      ref={element}
      class="lesson-mark"
      role="status"
      data-right={isWorking ? undefined : mark?.right}
    >
      {mark !== undefined && (
        <p>
          <b>
            <span aria-hidden="true">{mark.right ? '✓' : '✕'}</span>{' '}
            {mark.right ? 'Right.' : 'Not yet.'}
          </b>{' '}
          <RichText>{withoutVerdict(mark.says.join(' '))}</RichText>
        </p>
      )}
    </div>
  );
}
