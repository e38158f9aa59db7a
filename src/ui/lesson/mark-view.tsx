import type { LessonMark } from '../../pipeline/lesson/marking.ts';
import { RichText } from './rich-text.tsx';

/** How an answer was marked: a sign, a word and what is said to it. */
export function MarkView({ mark }: { readonly mark: LessonMark | undefined }) {
  return (
    <div class="lesson-mark" role="status" data-right={mark?.right}>
      {mark !== undefined && (
        <p>
          <b>
            <span aria-hidden="true">{mark.right ? '✓' : '✕'}</span>{' '}
            {mark.right ? 'Right.' : 'Not yet.'}
          </b>{' '}
          <RichText>{mark.says.join(' ').replace(/^Right\. /, '')}</RichText>
        </p>
      )}
    </div>
  );
}
