import { useComputed } from '@preact/signals';
import { formatCount } from '../../charts/format.ts';
import { budgetPoint } from '../../pipeline/plane/field.ts';
import { type AttackFound, attacksFound } from '../../pipeline/plane/hardest-attack.ts';
import { STORIES, type Story } from '../../pipeline/plane/stories.ts';
import { useOneStop } from '../kit/one-stop/one-stop.ts';
import { MOST_COMPARED, type Planes } from './plane-state.ts';
import { foundWords, hardestWords, shortTitle } from './plane-words.ts';

/** Settings whose effect shows in the planes above, with what they change. */
export function PlaneStories({ planes }: { readonly planes: Planes }) {
  const told = planes.stories.value;
  const cards = useOneStop<HTMLDivElement>();
  const there = STORIES.filter(({ id }) => told.length === 0 || told.some((one) => one.id === id));
  return (
    <>
      {isTooMuch(planes) && (
        <p class="plane-note">
          With more than {formatCount(MOST_COMPARED)} flows the lab does not count beforehand what a
          button changes, nor what the detectors find with all features. The buttons still work.
        </p>
      )}
      <div class="plane-stories" ref={cards}>
        {there.map((story) => (
          <StoryCard key={story.id} planes={planes} story={story} />
        ))}
      </div>
    </>
  );
}

function isTooMuch({ count }: Planes): boolean {
  return count.value > MOST_COMPARED;
}

function StoryCard({ planes, story }: { readonly planes: Planes; readonly story: Story }) {
  const { id, title, sentence, detector } = story;
  const isRevealed = planes.revealed.value;
  const isTold = planes.story.value?.id === id;
  const axes = isTold && !planes.isAtFirstFeatures.value ? planes.plane.value?.axes : undefined;
  const scores = planes.stories.value.find((one) => one.id === id);
  const found = [scores?.off, scores?.on].map((one) => {
    const point = one && budgetPoint(one.sorted, planes.alerts.value);
    return point?.judged?.confusion.tp;
  });
  return (
    <section class={isTold ? 'plane-story told' : 'plane-story'} aria-label={title}>
      <h4>{title}</h4>
      <span class="plane-segments">
        {(['off', 'on'] as const).map((side) => (
          <button
            key={side}
            type="button"
            aria-pressed={planes.isSet(story, side)}
            onClick={() => planes.tell(story, side)}
          >
            {story[side].title}
          </button>
        ))}
      </span>
      <p>
        {sentence}
        {axes && ` The axes change: ${axes[0].title} and ${axes[1].title}.`}
      </p>
      <p class="plane-figure">
        {found.includes(undefined) ? (
          ''
        ) : (
          <>
            {shortTitle(detector)} finds{' '}
            <b>{found.map((flows) => (isRevealed ? formatCount(flows ?? 0) : '?')).join(' → ')}</b>
          </>
        )}
      </p>
    </section>
  );
}

/** Two questions that the planes answer by counting. */
export function PlaneQuestions({ planes }: { readonly planes: Planes }) {
  const questions = useOneStop<HTMLDivElement>();
  const here = useComputed(() => {
    const points = planes.detectors.flatMap((detector) => {
      const point = planes.verdict(detector).value?.point;
      return point === undefined || planes.isBehind(detector) ? [] : [{ detector, point }];
    });
    return points.length === planes.detectors.length ? attacksFound(points) : null;
  });
  const withAll = useComputed(() => {
    const scores = planes.all.value;
    if (scores === null) return null;
    return attacksFound(
      scores.map(({ detector, sorted }) => ({
        detector,
        point: budgetPoint(sorted, planes.alerts.value),
      })),
    );
  });
  if (here.value?.length === 0) return null;
  const columns = planes.all.value?.[0]?.columns;
  return (
    <div class="plane-questions" ref={questions}>
      <Question
        planes={planes}
        asked="Which attack is hardest to find here?"
        answer={hereWords(here.value, withAll.value)}
      />
      {!isTooMuch(planes) && (
        <Question
          planes={planes}
          asked={`And which is hardest with all ${columns === undefined ? '' : `${columns} `}features?`}
          answer={withAll.value && hardestWords(withAll.value, 'with all features')}
        />
      )}
    </div>
  );
}

type Found = readonly AttackFound[] | null;

/** The hardest attack here, and how much of it is found with all features once that is known. */
function hereWords(here: Found, withAll: Found): string | null {
  if (here === null) return null;
  const [hardest] = here;
  const rest = hardest && withAll ? ` ${foundWords(withAll, hardest.type)}` : '';
  return hardestWords(here, 'here') + rest;
}

interface QuestionProps {
  readonly planes: Planes;
  readonly asked: string;
  /** `null` while it is being computed. */
  readonly answer: string | null;
}

function Question({ planes, asked, answer }: QuestionProps) {
  return (
    <p class="plane-question">
      <b>{asked}</b>{' '}
      {planes.revealed.value ? (
        <span role="status">{answer ?? 'Counting …'}</span>
      ) : (
        <button
          type="button"
          class="link"
          onClick={() => {
            planes.revealed.value = true;
          }}
        >
          Reveal the answer<span class="hidden">: {asked}</span>
        </button>
      )}
    </p>
  );
}
