import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { messageOf } from '../../data/errors.ts';
import { seedOfText } from '../../data/text-seed.ts';
import {
  freshWork,
  type HandIn,
  lessonPrint,
  type StepWork,
  workOn,
} from '../../pipeline/lesson/hand-in.ts';
import type { Lesson, LessonStep } from '../../pipeline/lesson/lesson.ts';
import {
  stepParameters,
  strayedSettings,
  touchedSettings,
} from '../../pipeline/lesson/lesson-settings.ts';
import { type LessonMark, markPart, type Part } from '../../pipeline/lesson/marking.ts';
import { pitfallsFor } from '../../pipeline/lesson/step-runs.ts';
import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../pipeline/parameters/parameters.ts';
import type { Lab } from '../create-lab.ts';
import { perLab } from '../lab.ts';
import { LAB_VERSION } from '../version/lab-version.ts';
import { currentReport } from './lesson-reports.ts';
import { lessonWork } from './lesson-work.ts';
import { keepGuesses } from './step-guesses.ts';
import { createStepTimer } from './step-timer.ts';
import { createStepTraffic } from './step-traffic.ts';

/** The lesson that is open, and how the student stands in it. */
export const lessonSession = perLab(createSession);

function createSession(lab: Lab) {
  const { notebook } = lab;
  const { handIns, screen, folded, asksOfResults } = lessonWork(lab);
  const lesson = signal<Lesson | null>(null);
  /** Whether the steps are shown, not what is said before them, or the hand-in behind. */
  const page = signal<'intro' | 'step' | 'hand-in'>('intro');
  const working = signal<Part | null>(null);
  /** What the last checks of the step on screen said. */
  const told = signal<Readonly<Partial<Record<Part, LessonMark>>>>({});
  /** What was set then. */
  let toldOf: LabParameters | null = null;

  /** The work on the lesson: what was kept, if it is of this version of the lesson. */
  const handIn = computed((): HandIn | null => {
    const open = lesson.value;
    if (open === null) return null;
    const kept = handIns.value[open.name];
    const print = lessonPrint(open);
    if (kept?.print === print) return { ...kept, at: Math.min(kept.at, open.steps.length - 1) };
    return {
      lesson: open.name,
      print,
      lab: LAB_VERSION,
      student: '',
      seed: seedFor(open, ''),
      at: 0,
      steps: [],
    };
  });
  const step = computed((): LessonStep | null => {
    const [open, own] = [lesson.value, handIn.value];
    return open === null || own === null ? null : (open.steps[own.at] ?? null);
  });
  const work = computed((): StepWork => {
    const [own, now] = [handIn.value, step.value];
    return own === null || now === null ? freshWork('') : workOn(own, now.name);
  });
  const traffic = createStepTraffic(lab, step);

  /** A name gives flows of its own; else a link may; else they are as the lesson has them. */
  function seedFor({ seeds }: Lesson, student: string): string {
    if (seeds === 'own' && student.trim() !== '') return seedOfText(student);
    const { seed } = lab.openedLink.parameters;
    return seed === NOTEBOOK_PARAMETERS.seed ? '' : seed;
  }

  /** The parameters as the step has them, before the student touched any. */
  function wanted(touched: StepWork['settings'] = {}): LabParameters | null {
    const [open, now, own] = [lesson.peek(), step.peek(), handIn.peek()];
    if (open === null || now === null || own === null) return null;
    return stepParameters(open, now, own.seed, touched);
  }

  /** What is set otherwise than the step has it and lets be touched. */
  const strayed = computed(() => {
    const [now, own, open] = [step.value, handIn.value, lesson.value];
    if (now === null || own === null || open === null || page.value !== 'step') return [];
    const asked = stepParameters(open, now, own.seed);
    return strayedSettings(now, asked, notebook.parameters.value);
  });

  function setAsWanted(touched: StepWork['settings'] = {}): void {
    const parameters = wanted(touched);
    if (parameters === null) return;
    const now = notebook.parameters.peek();
    const differing = Object.entries(parameters).filter(
      ([key, value]) => JSON.stringify(now[key]) !== JSON.stringify(value),
    );
    if (differing.length > 0) notebook.setParameters(Object.fromEntries(differing));
  }

  /** Puts back what is set otherwise; what the step lets be touched stays. */
  function putBack(): void {
    const parameters = wanted();
    if (parameters === null) return;
    const back = strayed.peek().map(({ key, default: usual }) => [key, parameters[key] ?? usual]);
    notebook.setParameters(Object.fromEntries(back));
  }

  const timer = createStepTimer(lab.clock);

  function change(changed: Partial<HandIn>): void {
    const own = handIn.peek();
    if (own === null) return;
    handIns.value = { ...handIns.peek(), [own.lesson]: { ...own, ...changed } };
  }

  /** Notes what the student did in the step on screen. */
  function note(changed: Partial<StepWork>): void {
    const [own, now] = [handIn.peek(), step.peek()];
    if (own === null || now === null) return;
    const before = workOn(own, now.name);
    const after = { ...before, ...changed, seconds: before.seconds + timer.seconds() };
    change({ steps: [...own.steps.filter((one) => one.step !== now.name), after] });
  }

  /** Notes an answer; how the one before it was marked is no longer said. */
  function answer(part: Part, changed: Partial<StepWork>): void {
    const { [part]: _, ...marks } = work.peek().marks;
    const { [part]: __, ...others } = told.peek();
    batch(() => {
      told.value = others;
      note({ ...changed, marks });
    });
  }

  function goToStep(at: number): void {
    const open = lesson.peek();
    if (open === null) return;
    note({});
    batch(() => {
      told.value = {};
      if (at >= open.steps.length) page.value = 'hand-in';
      else {
        page.value = 'step';
        change({ at: Math.max(0, at) });
      }
    });
  }

  /** Marks a part of the step by the lab as it is set, or, for a transfer, as the lesson sets it. */
  async function check(part: Part): Promise<void> {
    const now = step.peek();
    if (now === null || working.peek() !== null) return;
    working.value = part;
    try {
      const mark = await markNow(part, now);
      if (step.peek() !== now) return;
      toldOf = notebook.parameters.peek();
      told.value = { ...told.peek(), [part]: mark };
    } catch (error) {
      if (step.peek() !== now) return;
      told.value = { ...told.peek(), [part]: { right: false, says: [messageOf(error)] } };
    } finally {
      working.value = null;
    }
  }

  function isOpen(part: Part, { task }: LessonStep): boolean {
    const { choice, rule, why, transfer } = work.peek();
    if (part !== 'task') return (part === 'why' ? why : transfer) === null;
    if (task.kind === 'rule') return rule.trim() === '';
    return task.kind === 'choice' && choice === null;
  }

  async function markNow(part: Part, now: LessonStep): Promise<LessonMark> {
    const { transfer } = now;
    // What is not answered needs no run.
    if (isOpen(part, now)) return markPart(part, now, work.peek(), {});
    await traffic.settled();
    if (!traffic.isThere.peek()) throw new Error('Open the flows of this step first, then check.');
    if (part === 'transfer' && transfer !== null) setAsWanted(transfer.settings);
    const set = notebook.parameters.peek();
    const rule = now.task.kind === 'rule' && part !== 'transfer' ? work.peek().rule : '';
    const open = lesson.peek();
    const pitfalls = open && pitfallsFor(part, open, now, set);
    const report = await currentReport(lab, rule, pitfalls);
    if (notebook.parameters.peek() !== set || step.peek() !== now) {
      throw new Error('Something was set while this was checked. Check again.');
    }
    const mark = markPart(part, now, work.peek(), report);
    const asked = wanted();
    const settings =
      part === 'task' && asked !== null ? touchedSettings(now, asked, set) : work.peek().settings;
    const { marks, tries } = work.peek();
    note({ settings, marks: { ...marks, [part]: mark.right }, tries: tries + 1 });
    return mark;
  }

  /** What is set when a step opens, and where it leads. */
  const arrival = computed(() => {
    const [open, own] = [lesson.value, handIn.value];
    if (open === null || own === null || page.value !== 'step') return null;
    return `${open.name} ${own.seed} ${own.at}`;
  });
  effect(() => {
    if (arrival.value === null) return;
    untracked(() => {
      timer.start();
      const { marks, settings } = work.peek();
      told.value = Object.fromEntries(
        Object.entries(marks).map(([part, right]) => [part, { right, says: [] }]),
      );
      setAsWanted(settings);
      toldOf = notebook.parameters.peek();
      traffic.open();
    });
  });

  effect(() => {
    const isShown = screen.value === 'lesson' && !folded.value && page.value === 'step';
    const asks = step.value?.task.kind === 'choice' && work.value.marks.task !== true;
    asksOfResults.value = isShown && asks;
  });

  // What was said of settings is no longer true once they are others, as by undoing.
  effect(() => {
    const set = notebook.parameters.value;
    untracked(() => {
      if (set === toldOf || step.peek()?.task.kind !== 'settings') return;
      const { task, ...others } = told.peek();
      if (task !== undefined) told.value = others;
    });
  });

  // What is guessed in a step goes with its answers, where its own flows are there.
  keepGuesses(lab, (fresh) => {
    if (page.peek() !== 'step' || !traffic.isThere.peek()) return;
    note({ guesses: { ...work.peek().guesses, ...fresh } });
  });

  // Who has begun goes on, also where the earlier work comes back after the lesson was opened.
  effect(() => {
    if (page.value === 'intro' && (handIn.value?.steps.length ?? 0) > 0) page.value = 'step';
  });

  return {
    lesson,
    page,
    handIn,
    step,
    work,
    working,
    told,
    strayed,
    traffic,
    putBack,
    note,
    answer,
    check,
    goToStep,
    /** Opens a lesson where the student left it. */
    open(opened: Lesson): void {
      batch(() => {
        lesson.value = opened;
        told.value = {};
        page.value = 'intro';
      });
    },
    /** Says who the student is, which may change the flows. */
    callStudent(student: string): void {
      const open = lesson.peek();
      if (open !== null) change({ student, seed: seedFor(open, student) });
    },
    /** Forgets what was done in the lesson. */
    beginAgain(): void {
      const open = lesson.peek();
      if (open === null) return;
      const { [open.name]: _, ...others } = handIns.peek();
      batch(() => {
        handIns.value = others;
        told.value = {};
        page.value = 'intro';
      });
    },
  };
}
