import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seedOfText } from '../../src/data/text-seed.ts';
import type { HandIn } from '../../src/pipeline/lesson/hand-in.ts';
import { MOST_SUSPENDED, readSuspended } from '../../src/pipeline/lesson/suspended-work.ts';
import { type Course, openCourse } from '../../src/ui/scorm/course.ts';
import { type ApiWindow, findScormApi, type ScormApi } from '../../src/ui/scorm/find-api.ts';
import { CHANGED_KEY, keepInCourse, spanOf } from '../../src/ui/scorm/keep-in-course.ts';
import { studentStorage } from '../../src/ui/scorm/opened-course.ts';
import { smallLesson } from '../pipeline/lesson/small-lesson.ts';
import { fakeLab, fakeStorage } from './fake-lab.ts';

const { lessonSession } = await import('../../src/ui/lesson/lesson-session.ts');
const { lessonWork } = await import('../../src/ui/lesson/lesson-work.ts');

/** A course system that keeps what it is told when it is asked to, and may refuse. */
function fakeSystem(kept: Map<string, string> = new Map()) {
  const values = new Map(kept);
  const refused = new Set<string>();
  const calls: string[] = [];
  let error = '0';
  const done = (call: string) => {
    calls.push(call);
    error = refused.has(call) ? '101' : '0';
    return error === '0' ? 'true' : 'false';
  };
  const api: ScormApi = {
    LMSInitialize: () => done('initialize'),
    LMSFinish: () => done('finish'),
    LMSGetValue: (name) => values.get(name) ?? '',
    LMSSetValue: (name, value) => {
      if (done(`set ${name}`) === 'false') return 'false';
      values.set(name, value);
      return 'true';
    },
    LMSCommit: () => {
      if (done('commit') === 'false') return 'false';
      for (const [name, value] of values) kept.set(name, value);
      return 'true';
    },
    LMSGetLastError: () => error,
    LMSGetErrorString: () => 'General exception',
  };
  return { api, kept, refused, calls };
}

/** A window with windows around it, from the nearest to the outermost. */
function windows(...around: readonly Partial<ApiWindow>[]): ApiWindow {
  const top = withParent(around.at(-1) ?? {});
  return around.slice(0, -1).reduceRight<ApiWindow>((parent, one) => withParent(one, parent), top);
}

/** Getters stay getters: of a window of another site nothing but its parent may be read. */
function withParent(one: Partial<ApiWindow>, parent?: ApiWindow): ApiWindow {
  const all = { opener: { value: null }, ...Object.getOwnPropertyDescriptors(one) };
  const window = Object.defineProperties({}, all) as ApiWindow;
  // The outermost window is its own parent.
  return Object.defineProperty(window, 'parent', { value: parent ?? window });
}

const OTHER_SITE: Partial<ApiWindow> = {
  get API(): never {
    throw new DOMException('Blocked a frame', 'SecurityError');
  },
  get opener(): never {
    throw new DOMException('Blocked a frame', 'SecurityError');
  },
};

describe('where the API is looked for', () => {
  const { api: API } = fakeSystem();

  it('is the nearest window around the page', () => {
    const { api: other } = fakeSystem();
    expect(findScormApi(windows({}, { API }, { API: other }))).toBe(API);
    expect(findScormApi(windows({ API }))).toBe(API);
    expect(findScormApi(windows({}, {}, {}))).toBeNull();
  });

  it('is beyond windows of other sites, which forbid to be read', () => {
    expect(findScormApi(windows({}, OTHER_SITE, { API }))).toBe(API);
    expect(findScormApi(windows({}, OTHER_SITE))).toBeNull();
  });

  it('is around the window that opened the page', () => {
    expect(findScormApi(windows({ opener: windows({}, { API }) }))).toBe(API);
    expect(findScormApi(windows({ opener: windows(OTHER_SITE, {}) }))).toBeNull();
  });

  it('is given up after a bounded number of windows', () => {
    const deep = Array.from({ length: 60 }, () => ({}));
    expect(findScormApi(windows(...deep, { API }))).toBeNull();
    const ring: { parent?: unknown; opener: null } = { opener: null };
    ring.parent = { parent: ring, opener: null };
    expect(findScormApi(ring as ApiWindow)).toBeNull();
  });

  it('is no element that is called API', () => {
    expect(findScormApi(windows({ API: { tagName: 'DIV' } }))).toBeNull();
    expect(findScormApi(windows({ API: 'yes' }))).toBeNull();
  });
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const NAME = 'small';
let clock = 0;

/** A visit of a browser with this storage to a course. */
function visit(
  system: ReturnType<typeof fakeSystem> | null,
  { storage } = fakeStorage(),
  work: Readonly<Record<string, HandIn>> = {},
  lesson = smallLesson(),
) {
  const course: Course = openCourse(windows({}, system === null ? {} : { API: system.api }));
  const { lab } = fakeLab({ clock: () => clock });
  lessonWork(lab).handIns.value = work;
  const session = lessonSession(lab);
  session.open(lesson);
  const now = () => Date.UTC(2026, 10, 30) + clock;
  const kept = keepInCourse(lab, { course, storage, now, lesson: NAME });
  return { session, kept, course, handIns: lessonWork(lab).handIns };
}

const wait = (milliseconds: number) => {
  clock += milliseconds;
  vi.advanceTimersByTime(milliseconds);
};
const right = { task: true, why: true, transfer: true };

describe('a lesson in a course', () => {
  it('tells at the start that it is begun, and the student what is told', () => {
    const system = fakeSystem();
    const { kept } = visit(system);
    expect(kept.notices.value.join()).toContain('tells your course');
    wait(2000);
    expect(Object.fromEntries(system.kept)).toMatchObject({
      'cmi.core.lesson_status': 'incomplete',
      'cmi.core.score.raw': '0',
      'cmi.core.score.min': '0',
      'cmi.core.score.max': '100',
      'cmi.core.exit': 'suspend',
    });
  });

  it('tells many changes at once, and ends the talk when the page is left', () => {
    const system = fakeSystem();
    const { session, kept } = visit(system);
    session.goToStep(0);
    wait(3000);
    const before = system.calls.filter((call) => call === 'commit').length;
    for (const written of ['a', 'ab', 'abc']) session.note({ written });
    session.goToStep(1);
    wait(2000);
    expect(system.calls.filter((call) => call === 'commit')).toHaveLength(before + 1);
    expect(system.kept.get('cmi.core.lesson_location')).toBe('allow');
    clock += 57_500;
    kept.finish();
    expect(system.kept.get('cmi.core.session_time')).toMatch(/^0000:01:\d\d\.\d\d$/);
    expect(system.calls.at(-1)).toBe('finish');
    const { length } = system.calls;
    session.goToStep(0);
    wait(5000);
    expect(system.calls).toHaveLength(length);
  });

  it('tells score and status, and takes neither back', () => {
    const system = fakeSystem();
    const { session } = visit(system);
    session.goToStep(0);
    session.note({ marks: right });
    wait(2000);
    expect(system.kept.get('cmi.core.score.raw')).toBe('75');
    session.goToStep(1);
    session.note({ marks: { task: true } });
    wait(2000);
    expect(system.kept.get('cmi.core.lesson_status')).toBe('passed');
    expect(system.kept.get('cmi.core.score.raw')).toBe('100');
    session.beginAgain();
    wait(2000);
    expect(system.kept.get('cmi.core.lesson_status')).toBe('passed');
    expect(system.kept.get('cmi.core.score.raw')).toBe('100');
    expect(readSuspended(system.kept.get('cmi.suspend_data') ?? '', smallLesson())).toMatchObject({
      handIn: { steps: [] },
    });
  });

  it('goes on in another browser, to the letter', () => {
    const system = fakeSystem();
    const { session, handIns } = visit(system);
    session.goToStep(0);
    session.note({ marks: right, settings: { contamination: '0.3' }, choice: 2, tries: 4 });
    session.callStudent('Ada');
    session.goToStep(1);
    session.answer('task', { rule: 'protocol tcp', written: 'Weil’s stört.' });
    wait(2000);
    const next = visit(fakeSystem(system.kept));
    expect(next.session.page.value).toBe('step');
    expect(next.session.step.value?.name).toBe('allow');
    const whole = (one: HandIn | undefined) => ({
      ...one,
      steps: one?.steps.map((work) => ({ ...work, seconds: Math.round(work.seconds) })),
    });
    expect(next.handIns.value[NAME]).toEqual(whole(handIns.value[NAME]));
    expect(next.kept.notices.value).toEqual([]);
  });

  it('goes on with what is later: what the browser has, or the course', () => {
    const [here, there] = [fakeStorage(), fakeStorage()];
    const system = fakeSystem();
    const first = visit(system, here);
    first.session.goToStep(0);
    first.session.note({ written: 'first' });
    wait(2000);
    first.kept.finish();
    const second = visit(fakeSystem(system.kept), there);
    second.session.note({ written: 'second' });
    wait(2000);
    second.kept.finish();
    const third = visit(fakeSystem(system.kept), here, first.handIns.value);
    expect(third.session.work.value.written).toBe('second');
    const fourth = visit(fakeSystem(), there, second.handIns.value);
    expect(fourth.session.work.value.written).toBe('second');
    wait(1);
    third.session.note({ written: 'third' });
    // The course has missed it: the browser has not.
    const fifth = visit(fakeSystem(system.kept), here, third.handIns.value);
    expect(fifth.session.work.value.written).toBe('third');
    wait(2000);
    expect(system.kept.get('cmi.suspend_data')).toContain('third');
  });

  it('is not begun by being opened, so that work in the course is never written over', () => {
    const system = fakeSystem();
    const first = visit(system);
    first.session.goToStep(0);
    first.session.note({ written: 'first' });
    first.kept.finish();
    const elsewhere = fakeStorage();
    wait(60_000);
    const deaf = fakeSystem();
    deaf.refused.add('initialize');
    const without = visit(deaf, elsewhere);
    wait(2000);
    const next = visit(fakeSystem(system.kept), elsewhere, without.handIns.value);
    expect(next.session.work.value.written).toBe('first');
  });

  it('gives flows by the number of the student, and stores neither number nor name', () => {
    const names = new Map([
      ['cmi.core.student_id', 'student-4711'],
      ['cmi.core.student_name', 'Lovelace, Ada'],
    ]);
    const system = fakeSystem(names);
    const { session } = visit(system);
    expect(session.handIn.value).toMatchObject({ student: '', seed: seedOfText('student-4711') });
    session.callStudent('Grace');
    expect(session.handIn.value?.seed).toBe(seedOfText('Grace'));
    session.callStudent('');
    expect(session.handIn.value?.seed).toBe(seedOfText('student-4711'));
    session.goToStep(0);
    wait(2000);
    expect(system.kept.get('cmi.suspend_data')).not.toMatch(/4711|Lovelace/);
    const same = visit(system, fakeStorage(), {}, { ...smallLesson(), seeds: 'same' });
    expect(same.session.handIn.value?.seed).toBe('');
  });

  it('says what the course did not take, and when it takes it again', () => {
    const system = fakeSystem();
    const { session, kept } = visit(system);
    session.goToStep(0);
    system.refused.add('set cmi.suspend_data');
    wait(2000);
    expect(kept.notices.value[0]).toContain('did not take what you did (error 101: General exc');
    expect(kept.notices.value[0]).toContain('stays in this browser');
    system.refused.clear();
    system.refused.add('set cmi.core.score.max');
    session.note({ hints: 1 });
    wait(2000);
    expect(kept.notices.value.join()).not.toContain('did not take');
    system.refused.add('commit');
    session.note({ hints: 2 });
    wait(2000);
    expect(kept.notices.value[0]).toContain('could not keep');
  });

  it('says that there is no course, and works without one', () => {
    const { session, kept } = visit(null);
    expect(kept.notices.value).toEqual([expect.stringContaining('not open in a course')]);
    session.goToStep(1);
    wait(2000);
    kept.finish();
    expect(session.step.value?.name).toBe('allow');
  });

  it('only looks at work that the course shows for review', () => {
    const system = fakeSystem(new Map([['cmi.core.lesson_mode', 'review']]));
    const { session, kept } = visit(system);
    session.goToStep(1);
    wait(2000);
    kept.finish();
    expect(system.calls).toEqual(['initialize', 'finish']);
    expect(kept.notices.value.join()).toContain('only shows this lesson');
  });

  it('says that reasons are longer than the course keeps, and where all of them are', () => {
    const here = fakeStorage();
    const system = fakeSystem();
    const { session, kept, handIns } = visit(system, here);
    for (const step of [0, 1]) {
      session.goToStep(step);
      session.note({ written: 'ä'.repeat(2000) });
    }
    wait(2000);
    expect(kept.notices.value.join()).toContain('longer than your course keeps');
    expect(system.kept.get('cmi.suspend_data')?.length).toBeLessThanOrEqual(MOST_SUSPENDED);
    const elsewhere = visit(fakeSystem(system.kept));
    expect(elsewhere.kept.notices.value.join()).toContain('only the beginning');
    const again = visit(fakeSystem(system.kept), here, handIns.value);
    expect(again.session.work.value.written).toHaveLength(2000);
  });

  it('says that earlier work is on another version, and leaves it until something is done', () => {
    const system = fakeSystem(new Map([['cmi.suspend_data', '[1,"other"]']]));
    const { session, kept } = visit(system);
    expect(kept.notices.value.join()).toContain('another version of this lesson');
    wait(2000);
    expect(system.kept.get('cmi.suspend_data')).toBe('[1,"other"]');
    session.goToStep(0);
    wait(2000);
    expect(system.kept.get('cmi.suspend_data')).not.toContain('other');
  });

  it('tells nothing of other lessons', () => {
    const system = fakeSystem();
    const { session } = visit(system, fakeStorage(), {}, { ...smallLesson(), name: 'other' });
    session.goToStep(1);
    wait(5000);
    expect(system.calls).toEqual(['initialize']);
  });
});

describe('what the browser keeps', () => {
  it('is apart for each student and each package', () => {
    const { storage, kept } = fakeStorage();
    const [ada, grace] = ['ada', 'grace'].map((one) => studentStorage(storage, one, '/a/'));
    const other = studentStorage(storage, 'ada', '/b/');
    ada?.setItem(CHANGED_KEY, '1');
    expect(grace?.getItem(CHANGED_KEY)).toBeNull();
    expect(other.getItem(CHANGED_KEY)).toBeNull();
    expect(ada?.getItem(CHANGED_KEY)).toBe('1');
    expect([...kept.keys()].join()).not.toContain('ada');
  });
});

describe('a span of time', () => {
  it('is written as SCORM 1.2 has it', () => {
    expect(spanOf(0)).toBe('0000:00:00.00');
    expect(spanOf(3725.5)).toBe('0001:02:05.50');
    expect(spanOf(59.999)).toBe('0000:01:00.00');
    expect(spanOf(1e9)).toBe('9999:00:00.00');
  });
});
