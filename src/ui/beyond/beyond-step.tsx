import { fetchedLater } from '../kit/fetched-later.tsx';

const TimelineCell = fetchedLater('The timeline', () =>
  import('./cell-timeline.tsx').then(({ TimelineCell }) => TimelineCell),
);
const VotingCell = fetchedLater('The study of voting', () =>
  import('./cell-voting.tsx').then(({ VotingCell }) => VotingCell),
);
const TimeCell = fetchedLater('The study of time', () =>
  import('./cell-time.tsx').then(({ TimeCell }) => TimeCell),
);
const StreamCell = fetchedLater('The stream', () =>
  import('./cell-stream.tsx').then(({ StreamCell }) => StreamCell),
);
const AttackClassifierCell = fetchedLater('The classifier', () =>
  import('./cell-attack-classifier.tsx').then(({ AttackClassifierCell }) => AttackClassifierCell),
);
const UnknownAttackCell = fetchedLater('What is left out', () =>
  import('./cell-unknown-attack.tsx').then(({ UnknownAttackCell }) => UnknownAttackCell),
);

/** The sixth step: where the notebook ends. */
export function BeyondStep() {
  return (
    <>
      <div class="prose">
        <p>
          The notebook ends with four next steps that it leaves to the reader: let detectors vote,
          train a network, look at the clock, judge flows as they come. Here they are. What takes
          long runs only when you press its own Run; “Run all” leaves it alone.
        </p>
      </div>
      <TimelineCell />
      <VotingCell />
      <TimeCell />
      <AttackClassifierCell />
      <UnknownAttackCell />
      <StreamCell />
    </>
  );
}
