import type { ComponentChildren } from 'preact';
import type { BeyondId } from '../../pipeline/plan/plan-step.ts';
import { onSlide } from '../present/present.ts';
import { SaveResult } from './save-result.tsx';

interface Props {
  readonly id: BeyondId;
  /** What is said of the result, the most important first; and why parts of it are missing. */
  readonly summary: {
    readonly sentences: readonly string[];
    readonly problems: readonly string[];
  };
  /** Its charts, under the first sentence. */
  readonly children: ComponentChildren;
  /** Its tables, under the other sentences. */
  readonly tables?: ComponentChildren;
}

/** What a study found: a sentence, problems, charts, the other sentences, tables, and a file of it. */
export function StudyResult({ id, summary: { sentences, problems }, children, tables }: Props) {
  return (
    <>
      <p class="headline">{sentences[0]}</p>
      {problems.map((problem) => (
        <p key={problem} class="warning">
          {problem}
        </p>
      ))}
      {children}
      <ul {...onSlide(`${id}.sentences`)}>
        {sentences.slice(1).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {tables}
      <SaveResult id={id} />
    </>
  );
}
