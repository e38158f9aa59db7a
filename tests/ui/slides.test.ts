import { describe, expect, it } from 'vitest';
import { fakeLab } from './fake-lab.ts';

const { besideSlide, placeOfSlide, slidesOf, slideTitle } = await import(
  '../../src/ui/present/slides.ts'
);
const { moreOfSlide, positionWords } = await import('../../src/ui/present/slide-position.ts');
const { keepView } = await import('../../src/ui/cells/loaded-views.ts');
const { minutesAndSeconds } = await import('../../src/ui/present/times.tsx');
const { aboutTime } = await import('../../src/pipeline/run/sample-words.ts');
const { estimateOf, timeLeft } = await import('../../src/ui/studies/study-estimate.ts');

const SCALE_VIEW = {
  prose: null,
  note: { ask: '', surprises: '' },
  guess: { kind: 'none', because: '' },
  slides: (value: unknown) => (value === undefined ? [] : [{ name: 'matrix', title: 'Matrix' }]),
  Output: () => null,
} as const;

describe('the slides of a lab', () => {
  it('have an idea for each cell in its order, a result for each detector, and the summary', () => {
    const { lab } = fakeLab();
    const slides = slidesOf(lab);
    const ideas = slides.filter(({ figure }) => figure === null).map(({ id }) => id);
    expect(ideas).toEqual([...lab.notebook.shown.value.map(({ id }) => id), 'summary']);
    expect(slides.map(({ id }) => id)).toContain('isolation-forest.result');
    expect(new Set(slides.map(({ id }) => id)).size).toBe(slides.length);
  });

  it('follow the detectors that are chosen', () => {
    const { lab } = fakeLab();
    lab.notebook.setParameter('detectors', ['one-class-svm']);
    const ids = slidesOf(lab).map(({ id }) => id);
    expect(ids).toContain('one-class-svm.result');
    expect(ids).not.toContain('isolation-forest');
  });

  it('are those of the view of a cell, by what it holds', async () => {
    const { lab } = fakeLab();
    keepView('scale', SCALE_VIEW);
    expect(slidesOf(lab).map(({ id }) => id)).not.toContain('scale.matrix');
    await lab.notebook.run('scale');
    const slide = slidesOf(lab).find(({ id }) => id === 'scale.matrix');
    expect(slide === undefined ? '' : slideTitle(slide)).toBe('Feature matrix – Matrix');
  });

  it('are gone through without studies that have not run and what says more', () => {
    const slides = slidesOf(fakeLab().lab);
    const [first] = slides;
    const spine: string[] = [];
    for (
      let now: typeof first | undefined = first;
      now !== undefined;
      now = besideSlide(slides, now, 1)
    )
      spine.push(now.id);
    expect(spine).toEqual(
      slides.filter(({ isMore, isAside }) => !isMore && !isAside).map(({ id }) => id),
    );
    expect(spine).not.toContain('voting');
    expect(spine.at(-1)).toBe('summary');
    const summary = slides.find(({ id }) => id === 'summary');
    const more = summary && moreOfSlide(slides, summary);
    expect(more?.id).toBe('summary.attacks');
    expect(more && besideSlide(slides, more, -1)?.id).toBe('summary');
    expect(more && positionWords(slides, more)).toBe(`${spine.length} + / ${spine.length}`);
  });

  it('give the place of the cell for a figure that is gone', () => {
    const slides = slidesOf(fakeLab().lab);
    const scale = slides.findIndex(({ id }) => id === 'scale');
    expect(placeOfSlide(slides, 'scale')).toBe(scale);
    expect(placeOfSlide(slides, 'scale.gone')).toBe(scale);
    expect(placeOfSlide(slides, 'nonsense')).toBe(0);
  });
});

describe('times', () => {
  it.each([
    [0, '00:00'],
    [59_999, '00:59'],
    [60_000, '01:00'],
    [3_725_000, '62:05'],
    [-5, '00:00'],
  ])('%i ms as %s', (milliseconds, words) => {
    expect(minutesAndSeconds(milliseconds)).toBe(words);
  });

  it.each([
    [200, 'about 1 s'],
    [12_400, 'about 12 s'],
    [43_000, 'about 45 s'],
    [185_000, 'about 3 min'],
  ])('%i ms estimated as %s', (milliseconds, words) => {
    expect(aboutTime(milliseconds)).toBe(words);
  });

  it('are estimated by what is done, once that says something', () => {
    expect(timeLeft(10_000, 0.25)).toBe(30_000);
    expect(timeLeft(500, 0.5)).toBeNull();
    expect(timeLeft(10_000, 0)).toBeNull();
  });

  it('of a study are not known before a detector has run', () => {
    expect(estimateOf('voting', fakeLab().lab)).toBeNull();
  });
});
