import { useEffect } from 'preact/hooks';
import { pageLab } from '../lab.ts';
import { HandInView } from './hand-in-view.tsx';
import { IntroView } from './intro-view.tsx';
import { LessonList } from './lesson-list.tsx';
import { lessonSession } from './lesson-session.ts';
import { type LessonScreen, lessonWork } from './lesson-work.ts';
import { keepInAddress, lessonProblem, openAsked } from './open-lesson.ts';
import { markForPrint } from './print-lesson.ts';
import { StepView } from './step-view.tsx';
import { GradingView } from './teach/grading-view.tsx';
import { GuideView } from './teach/guide-view.tsx';
import './lesson.css';

/** The lessons, docked beside the lab; a sheet below it on a narrow page. */
export function LessonDock() {
  const { screen, folded, asked } = lessonWork();
  useEffect(() => {
    if (asked.value !== null) openAsked(pageLab);
  }, [asked.value]);
  const name = lessonSession().lesson.value?.name ?? null;
  useEffect(() => keepInAddress(name), [name]);
  useEffect(printWhatCovers, []);
  const open = screen.value;
  if (open === null) return null;
  if (folded.value) {
    return (
      <button
        type="button"
        class="lesson-folded primary"
        onClick={() => {
          folded.value = false;
        }}
      >
        Continue lesson
      </button>
    );
  }
  const isWide = isForTeachers(open);
  return (
    <aside class="lesson-dock" data-wide={isWide} aria-label="Lesson">
      <DockBar />
      <div class="lesson-body">
        {lessonProblem.value !== '' && (
          <p class="problem" role="alert">
            {lessonProblem.value}
          </p>
        )}
        {open === 'list' && <LessonList />}
        {open === 'lesson' && <LessonPage />}
        {open === 'grading' && <GradingView />}
        {open === 'guide' && <GuideView />}
      </div>
    </aside>
  );
}

/** What covers the page is what the browser's own way of printing prints. */
function printWhatCovers(): () => void {
  const { screen } = lessonWork();
  const mark = () => {
    if (isForTeachers(screen.peek())) markForPrint();
  };
  addEventListener('beforeprint', mark);
  return () => removeEventListener('beforeprint', mark);
}

function isForTeachers(screen: LessonScreen | null): boolean {
  return screen === 'grading' || screen === 'guide';
}

function LessonPage() {
  const { page } = lessonSession();
  if (page.value === 'intro') return <IntroView />;
  return page.value === 'step' ? <StepView /> : <HandInView />;
}

const TITLES = { list: 'Lessons', guide: 'Guide and answers', grading: 'Mark hand-ins' } as const;

/** The lesson's name, the way to the others, and the way out. */
function DockBar() {
  const { screen, folded } = lessonWork();
  const { lesson } = lessonSession();
  const isList = screen.value === 'list';
  const close = () => {
    // What cannot be continued is closed whole; behind a guide lies the lesson that is open.
    if (lesson.value === null) screen.value = null;
    else if (screen.value === 'lesson') folded.value = true;
    else screen.value = 'lesson';
  };
  return (
    <header class="lesson-bar">
      <h2>
        {screen.value === 'lesson'
          ? (lesson.value?.title ?? 'Lesson')
          : TITLES[screen.value ?? 'list']}
      </h2>
      {!isList && (
        <button
          type="button"
          class="link"
          onClick={() => {
            screen.value = 'list';
          }}
        >
          All lessons
        </button>
      )}
      <button type="button" onClick={close}>
        {screen.value === 'lesson' ? 'Close lesson' : 'Close'}
      </button>
    </header>
  );
}
