import type { Slide } from './slides.ts';

/** The slide that says more of the same cell, after this one; `undefined` if none does. */
export function moreOfSlide(slides: readonly Slide[], now: Slide): Slide | undefined {
  const rest = slides.slice(slides.indexOf(now) + 1);
  return rest.find(({ isMore, cell }) => isMore && cell === now.cell);
}

/** Among the slides that Next goes through: `3 / 26`, or `3 + / 26` for one after the third of them. */
export function positionWords(slides: readonly Slide[], now: Slide): string {
  const isPassed = ({ isMore, isAside }: Slide) => isMore || isAside;
  const place = slides.slice(0, slides.indexOf(now) + 1).filter((one) => !isPassed(one)).length;
  const total = slides.filter((one) => !isPassed(one)).length;
  return `${place}${isPassed(now) ? ' +' : ''} / ${total}`;
}
