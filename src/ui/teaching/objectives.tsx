import type { ComponentChildren } from 'preact';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { TermWord } from './term.tsx';

/** What a person can do after the lab, each where the page lets it be tried. */
const OBJECTIVES: readonly { readonly can: ComponentChildren; readonly where: string }[] = [
  {
    can: (
      <>
        read a <TermWord of="confusion matrix" />
      </>
    ),
    where: 'isolation-forest',
  },
  {
    can: 'explain how one column can spoil a detector, and correct it',
    where: 'scale',
  },
  {
    can: (
      <>
        predict how <TermWord of="contamination" />, <TermWord of="ν" /> and{' '}
        <TermWord of="nearest neighbours">neighbours</TermWord> change the alerts
      </>
    ),
    where: 'local-outlier-factor',
  },
  {
    can: 'see whether a threshold or a ranking is bad',
    where: 'compare',
  },
  {
    can: 'name the attacks that an average hides',
    where: 'scores',
  },
  {
    can: 'say when a vote is better than its best member',
    where: 'voting',
  },
  {
    can: (
      <>
        find a <TermWord of="beacon" /> by its regular times
      </>
    ),
    where: 'time',
  },
  {
    can: 'say what a classifier makes of an unknown attack',
    where: 'unknown-attack',
  },
  {
    can: 'see whether a figure is honest',
    where: 'pitfalls',
  },
  {
    can: (
      <>
        judge flows as they come, and notice <TermWord of="concept drift">drift</TermWord>
      </>
    ),
    where: 'stream',
  },
];

export function Objectives() {
  const list = useOneStop<HTMLUListElement>();
  return (
    <section class="objectives" aria-labelledby="objectives-title">
      <h2 id="objectives-title">After this lab you can</h2>
      <ul ref={list}>
        {OBJECTIVES.map(({ can, where }) => (
          <li key={where}>
            {can} <a href={`#${where}`}>(try it)</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
