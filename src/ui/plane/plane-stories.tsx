import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { formatCount } from '../../charts/format.ts';
import { budgetPoint } from '../../pipeline/plane/field.ts';
import { attacksFound } from '../../pipeline/plane/hardest-attack.ts';
import { STORIES, type Story } from '../../pipeline/plane/stories.ts';
import { MOST_COMPARED, type Planes } from './plane-state.ts';
import { foundWords, hardestWords, shortTitle } from './plane-words.ts';

/** Settings whose effect shows in the planes above, with what they change. */
export function PlaneStories({ planes }: { readonly planes: Planes }) {
  const told = planes.stories.value;
  const there = STORIES.filter(({ id }) => told.length === 0 || told.some((one) => one.id === id));
  return (
    <>
      {isTooMuch(planes) && (
        <p class="plane-note">
          With more than {formatCount(MOST_COMPARED)} flows, what a story changes is not counted
          beforehand, nor what the detectors find with all features. The buttons change the planes
          all the same.
        </p>
      )}
      <div class="plane-stories">
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
            <b>
              {formatCount(found[0] ?? 0)} → {formatCount(found[1] ?? 0)}
            </b>
          </>
        )}
      </p>
    </section>
  );
}

/** Two questions that the planes answer by counting. */
export function PlaneQuestions({ planes }: { readonly planes: Planes }) {
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
    <div class="plane-questions">
      <Question planes={planes} asked="Which attack is hardest to find here?">
        {here.value && hardestWords(here.value, 'here')}
        {here.value?.[0] && withAll.value && ` ${foundWords(withAll.value, here.value[0].type)}`}
      </Question>
      {!isTooMuch(planes) && (
        <Question
          planes={planes}
          asked={`And which is hardest with all ${columns === undefined ? '' : `${columns} `}features?`}
        >
          {withAll.value && hardestWords(withAll.value, 'with all features')}
        </Question>
      )}
    </div>
  );
}

function Question({
  planes,
  asked,
  children,
}: {
  readonly planes: Planes;
  readonly asked: string;
  readonly children: ComponentChildren;
}) {
  return (
    <p class="plane-question">
      <b>{asked}</b>{' '}
      {planes.revealed.value ? (
        <span role="status">{children}</span>
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
