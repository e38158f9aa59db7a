import { type ReadonlySignal, useSignal } from '@preact/signals';
import { render } from 'preact';
import type { Lab } from '../create-lab.ts';
import { keepInCourse } from './keep-in-course.ts';
import { openedCourse } from './opened-course.ts';
import './course.css';

/** Lets the course that the page is open in keep the lesson's work, once, after what the browser has. */
export function beInCourse(lab: Lab): void {
  const kept = keepInCourse(lab, { ...openedCourse(), now: () => Date.now() });
  addEventListener('pagehide', () => kept.finish());
  addEventListener('pageshow', ({ persisted }) => {
    // The talk with the course is over: a page that comes back begins anew.
    if (persisted) location.reload();
  });
  document.addEventListener('visibilitychange', () => {
    // A phone may end a page that is out of sight without a word.
    if (document.visibilityState === 'hidden') kept.tellNow();
  });
  document.addEventListener('click', openBeside, true);
  const place = document.createElement('aside');
  place.setAttribute('aria-label', 'Course');
  document.body.append(place);
  render(<CourseNotices notices={kept.notices} />, place);
}

/** To leave the page ends the talk with the course: other pages open beside it. */
function openBeside({ target }: Event): void {
  const link = target instanceof Element ? target.closest('a') : null;
  // Links in pictures have no target that could be set.
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download')) return;
  if (link.pathname === location.pathname) return;
  link.target = '_blank';
}

/** What the student is to know of the course, until it was read. */
function CourseNotices({ notices }: { readonly notices: ReadonlySignal<readonly string[]> }) {
  const read = useSignal<readonly string[]>([]);
  const open = notices.value.filter((notice) => !read.value.includes(notice));
  return (
    <div class={open.length > 0 ? 'course-notice shown' : 'course-notice'}>
      <p role="status">{open.join(' ')}</p>
      {open.length > 0 && (
        <button
          type="button"
          onClick={() => {
            read.value = [...read.value, ...open];
          }}
        >
          OK
        </button>
      )}
    </div>
  );
}
