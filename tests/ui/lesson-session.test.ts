import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Lab } from '../../src/ui/create-lab.ts';
import { fakeLab, fakeStorage } from './fake-lab.ts';

const { keepWork, startFresh } = await import('../../src/ui/shell/kept-work.ts');
const { handIn, handInAnswer } = await import('../../src/ui/teaching/predicting.ts');
const { lessonSession } = await import('../../src/ui/lesson/lesson-session.ts');
const { lessonWork } = await import('../../src/ui/lesson/lesson-work.ts');
const { lessonProblem, openAsked } = await import('../../src/ui/lesson/open-lesson.ts');

const docs = readFileSync(new URL('../../docs/lessons.md', import.meta.url), 'utf8');
const [, EXAMPLE = ''] = /```json\n([\s\S]*?)```/.exec(docs) ?? [];

/** Opens a lesson as a link does. */
async function openByLink(lab: Lab, lesson: string, step = ''): Promise<void> {
  const { asked, askedStep, screen } = lessonWork(lab);
  asked.value = lesson;
  askedStep.value = step;
  screen.value = 'lesson';
  await openAsked(lab);
}

describe('a link to a step', () => {
  it('opens it by its name or number, with its settings', async () => {
    const { lab } = fakeLab();
    await openByLink(lab, 'first-hour', 'by-eye');
    const byName = lessonSession(lab).step.value?.name;
    await openByLink(lab, 'first-hour', '6');
    expect(lessonSession(lab).handIn.value?.at).toBe(5);
    expect(lessonSession(lab).page.value).toBe('step');
    expect(byName).not.toBe('what-is-a-flow');
  });

  it('says that there is no such step', async () => {
    const { lab } = fakeLab();
    await openByLink(lab, 'first-hour', '11');
    expect(lessonProblem.value).toBe(
      '“First hour” has no step “11”. A link may name a step by its number, 1 to 10.',
    );
    expect(lessonWork(lab).screen.value).toBe('list');
  });
});

describe('a lesson that was opened from a file', () => {
  it('is there on the next visit, until the lab is started fresh', async () => {
    const { storage } = fakeStorage();
    const visit = () => {
      const { lab } = fakeLab({ storage });
      expect(keepWork(lab, storage)).toBe('');
      return lab;
    };
    lessonWork(visit()).files.value = { 'one-step': EXAMPLE };
    const next = visit();
    await openByLink(next, 'one-step');
    expect(lessonSession(next).lesson.value?.title).toBe('One step');
    startFresh(next);
    expect(lessonWork(visit()).files.value).toEqual({});
  });

  it('waits for what earlier visits kept', async () => {
    const { lab } = fakeLab();
    const opening = openByLink(lab, 'one-step');
    expect(lessonSession(lab).lesson.value).toBeNull();
    lessonWork(lab).files.value = { 'one-step': EXAMPLE };
    lessonWork(lab).isBack.value = true;
    await opening;
    expect(lessonSession(lab).lesson.value?.name).toBe('one-step');
  });
});

describe('guesses in a step', () => {
  it('are noted with its answers, those of earlier visits are not', async () => {
    const { lab } = fakeLab();
    await openByLink(lab, 'first-hour', '1');
    handInAnswer('voting', 'said before', lab);
    lessonWork(lab).isBack.value = true;
    handIn('isolation-forest', { missedMost: 'c2_beacon', alerts: 221 }, lab);
    handIn('one-class-svm', undefined, lab);
    expect(lessonSession(lab).work.value.guesses).toEqual({
      'isolation-forest': 'misses c2 beacon most, 221 alerts',
    });
  });
});

describe('who goes on while a step is marked', () => {
  it('is told nothing of it in the next step', async () => {
    const { lab } = fakeLab();
    await openByLink(lab, 'first-hour', '1');
    const session = lessonSession(lab);
    session.answer('task', { choice: 1 });
    const checking = session.check('task');
    session.goToStep(1);
    await checking;
    expect(session.step.value?.name).toBe('by-eye');
    expect(session.told.value).toEqual({});
    expect(session.work.value.marks).toEqual({});
  });

  it('is told in the step what kept it from being marked', async () => {
    const { lab } = fakeLab();
    await openByLink(lab, 'first-hour', '1');
    const session = lessonSession(lab);
    session.answer('task', { choice: 1 });
    await session.check('task');
    expect(session.told.value.task?.right).toBe(false);
  });
});
