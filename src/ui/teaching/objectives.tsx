import type { ComponentChildren } from 'preact';

/** What a person can do after the lab, each where the page lets it be tried. */
const OBJECTIVES: readonly { readonly can: ComponentChildren; readonly where: string }[] = [
  {
    can: 'read a confusion matrix: how many attacks were missed, how many alarms were false',
    where: 'isolation-forest',
  },
  {
    can: 'explain why one raw column can blind a detector that measures distance, and mend it',
    where: 'scale',
  },
  {
    can: 'predict what contamination, ν and the number of neighbours do to the alerts',
    where: 'local-outlier-factor',
  },
  {
    can: 'tell a good ranking with a bad threshold from a bad ranking',
    where: 'compare',
  },
  {
    can: 'name the attacks that an average hides, and say what would give them away',
    where: 'scores',
  },
  {
    can: 'say when a vote beats its best member, and when it does not',
    where: 'voting',
  },
  {
    can: 'tell what the clock gives away that no size does',
    where: 'time',
  },
  {
    can: 'say what a classifier calls an attack that it never saw, and who finds that one',
    where: 'unknown-attack',
  },
  {
    can: 'judge flows as they come, and notice that the traffic is not what it was',
    where: 'stream',
  },
];

export function Objectives() {
  return (
    <section class="objectives" aria-labelledby="objectives-title">
      <h2 id="objectives-title">After this lab you can</h2>
      <ul>
        {OBJECTIVES.map(({ can, where }) => (
          <li key={where}>
            {can} <a href={`#${where}`}>(try it)</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
