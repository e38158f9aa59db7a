import { render } from 'preact';
import { decodeLink } from '../notebook/share-link.ts';
import { createWorkerService } from '../worker/bridge.ts';
import { startWorker } from '../worker/start-worker.ts';
import { App } from './app.tsx';
import { createLab } from './create-lab.ts';
import { keepDrops } from './import/import-drop.ts';
import { loadedAndIdle } from './kit/idle.ts';
import { showWhatIsUnseen } from './kit/visible.ts';
import { fillPage, pageLab } from './lab.ts';
import { openLinkedLesson } from './lesson/lesson-work.ts';
import { beginWithPlanes } from './plane/opening.tsx';
import { keepPresenting } from './present/present.ts';
import { openedCourse } from './scorm/opened-course.ts';
import { keepPlaces } from './shell/places.ts';
import type { PreferenceStorage } from './shell/preferences.ts';
import { said } from './shell/said.ts';
import { keepAddress } from './shell/share-link.ts';
import { keepTheme } from './shell/theme-name.ts';
import { keepOffline } from './version/offline.ts';

const root = document.getElementById('lab');
if (root === null) throw new Error('The page has no element "lab".');

/** Each holds the engine and its part of the traffic: more would take memory for little time. */
const MOST_WORKERS = 4;
/** A worker with nothing to do is ended after so long. Milliseconds. */
const IDLE_TIME = 5000;

const TASKS = createWorkerService({
  // Not every browser tells how many cores there are.
  size: Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2),
  start: startWorker,
  idleTime: IDLE_TIME,
});

/** In the page of a SCORM package, which alone has code for a course, each student has a storage. */
const storage: PreferenceStorage =
  import.meta.env.MODE === 'scorm'
    ? openedCourse().storage
    : {
        // Even to ask for the storage may be forbidden.
        getItem: (key) => localStorage.getItem(key),
        setItem: (key, value) => localStorage.setItem(key, value),
        removeItem: (key) => localStorage.removeItem(key),
      };

/** What the page begins with. The browser has its turn after each, and no turn is long. */
const BEGINNING: readonly (() => void)[] = [
  () => {
    const link = decodeLink(location.search);
    fillPage(createLab({ tasks: TASKS, clock: () => performance.now(), storage, link }));
    keepTheme();
    openLinkedLesson(location.search);
  },
  () => {
    keepPresenting();
    beginWithPlanes();
    showWhatIsUnseen();
  },
  () => render(<App />, root),
  () => {
    keepAddress();
    keepPlaces();
    keepDrops();
    // A course system keeps the files of a package.
    if (import.meta.env.MODE !== 'scorm') keepOffline();
    keepWorkLater();
  },
];
begin();

async function begin(): Promise<void> {
  for (const turn of BEGINNING) {
    turn();
    await new Promise((next) => setTimeout(next));
  }
}

/** What earlier visits left comes after the first picture. */
async function keepWorkLater(): Promise<void> {
  // In a course it comes before the student does anything.
  if (import.meta.env.MODE !== 'scorm') await loadedAndIdle();
  const { keepWork } = await import('./shell/kept-work.ts');
  said.value = keepWork(pageLab, storage) || said.peek();
  if (import.meta.env.MODE === 'scorm') {
    const { beInCourse } = await import('./scorm/course-page.tsx');
    beInCourse(pageLab);
  }
}
