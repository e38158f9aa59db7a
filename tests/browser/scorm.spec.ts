/** A lesson as a SCORM 1.2 package, in the runtime of a course system: scorm-again stands for one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, test as base, expect, type FrameLocator, type Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import type Scorm12API from 'scorm-again/scorm12';
import { seedOfText } from '../../src/data/text-seed.ts';
import { violations } from './axe.ts';
import { LONG } from './page.ts';
import { builtSite, type Site, serve } from './site.ts';

const RUNTIME = readFileSync(createRequire(import.meta.url).resolve('scorm-again/scorm12'));

/** What the course keeps of a student and a lesson. */
interface Cmi {
  readonly suspend_data: string;
  readonly core: {
    readonly lesson_status: string;
    readonly lesson_location: string;
    readonly score: { readonly raw: string; readonly max: string };
  };
}

/** What the page of the course has on its window. */
interface CoursePage {
  readonly API: Scorm12API;
  kept: { readonly cmi: Cmi } | null;
  calls: string[];
}

/** The page of a course that opens the package in a frame. `kept`: what it has of the student. */
const coursePage = (launch: string, kept: object | null) => `<!doctype html>
<title>Course</title>
<link rel="icon" href="data:,">
<script src="runtime.js"></script>
<script>
  window.kept = ${JSON.stringify(kept)};
  window.calls = [];
  window.API = new Scorm12API({ autocommit: false });
  if (kept !== null) API.loadFromJSON(kept.cmi, 'cmi');
  API.cmi.core.student_id = 'student-4711';
  API.cmi.core.student_name = 'Lovelace, Ada';
  for (const call of ['LMSInitialize', 'LMSCommit', 'LMSFinish']) {
    API.on(call, () => {
      calls.push(call);
      window.kept = API.renderCMIToJSONObject();
    });
  }
</script>
<body style="margin: 0">
<iframe title="Lesson" src="package/${launch}" style="width: 100%; height: 98vh; border: 0"></iframe>`;

/** Makes a package by the project's own command. */
function pack(lesson: string): Site {
  const folder = mkdtempSync(join(tmpdir(), 'lab-scorm-'));
  try {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const file = join(folder, 'package.zip');
    const { status, stderr } = spawnSync(process.execPath, ['scripts/scorm.mjs', lesson, file], {
      cwd: root,
      env: { ...process.env, INIT_CWD: root },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const files = Object.entries(unzipSync(readFileSync(file)));
    return new Map(files.map(([path, content]) => [path, Buffer.from(content)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const test = base.extend<{ course: Awaited<ReturnType<typeof serve>> }, { firstHour: Site }>({
  firstHour: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to see what is asked for
    async ({}, use) => use(pack('first-hour')),
    { scope: 'worker', timeout: 180_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to see what is asked for
  course: async ({}, use) => {
    const course = await serve(new Map());
    await use(course);
    await course.stop();
  },
});

/** The site of a course with that package in it. */
function courseSite(lesson: Site, kept: object | null): Site {
  const manifest = String(lesson.get('imsmanifest.xml'));
  const [, launch = ''] = /scormtype="sco" href="([^"]*)"/.exec(manifest) ?? [];
  return new Map([
    ['course.html', Buffer.from(coursePage(launch, kept))],
    ['runtime.js', RUNTIME],
    ...[...lesson].map(([path, content]) => [`package/${path}`, content] as const),
  ]);
}

/** Opens the course in a browser that was never here; `asked` grows by whatever it asks for. */
async function visit(browser: Browser, address: string) {
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  context.on('serviceworker', (worker) => complaints.push(worker.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${address}course.html`);
  const frame = page.frameLocator('iframe');
  return { page, asked, complaints, frame, dock: dockIn(frame), end: () => context.close() };
}

const dockIn = (frame: FrameLocator | Page) =>
  frame.getByRole('complementary', { name: 'Lesson', exact: true });
const keptIn = (page: Page) =>
  page.evaluate(() => (window as unknown as CoursePage).kept?.cmi ?? null);
const callsIn = (page: Page) => page.evaluate(() => (window as unknown as CoursePage).calls);
const coreIn = async (page: Page) => (await keptIn(page))?.core;

base('the site has no code for courses', () => {
  const scripts = [...builtSite()].filter(([path]) => path.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(20);
  const telling = scripts.filter(([, code]) =>
    /LMS(Initialize|SetValue)|suspend_data/.test(`${code}`),
  );
  expect(telling.map(([path]) => path)).toEqual([]);
});

test(
  'a course is told progress, score and answers, and goes on in another browser',
  LONG,
  async ({ browser, course, firstHour }) => {
    test.setTimeout(300_000);
    course.publish(courseSite(firstHour, null));
    const first = await visit(browser, course.address);
    await expect(first.frame.getByRole('status').filter({ hasText: 'your course' })).toContainText(
      'nothing of flows that you open yourself',
    );
    await first.frame.getByRole('button', { name: 'OK', exact: true }).click();
    await first.dock.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect.poll(() => coreIn(first.page)).toMatchObject({ lesson_status: 'incomplete' });
    await first.dock.getByRole('radio', { name: 'About one in seven' }).check();
    await first.dock.getByRole('button', { name: 'Check' }).click();
    await expect(first.dock).toContainText('Right.');
    await first.dock.getByRole('button', { name: 'Next' }).click();
    await first.dock.getByRole('button', { name: /^Hint/ }).click();
    await expect
      .poll(() => coreIn(first.page))
      .toMatchObject({
        lesson_location: 'by-eye',
        score: { raw: '4', max: '100' },
      });
    // Another page opens beside the lesson: to leave it would end the talk.
    await first.frame.getByRole('button', { name: 'More', exact: true }).click();
    const beside = first.page.waitForEvent('popup');
    await first.frame.getByRole('link', { name: 'Differences from the Python notebook' }).click();
    await (await beside).close();
    expect(await callsIn(first.page)).not.toContain('LMSFinish');
    // The package leaves its frame, as when a student ends it.
    await first.page.locator('iframe').evaluate((frame: HTMLIFrameElement) => {
      frame.src = 'about:blank';
    });
    await expect.poll(async () => (await callsIn(first.page)).at(-1)).toBe('LMSFinish');
    const kept = await first.page.evaluate(() => (window as unknown as CoursePage).kept);
    expect(kept?.cmi.suspend_data.length).toBeLessThanOrEqual(4096);
    expect(kept?.cmi.suspend_data).not.toMatch(/4711|Lovelace/);
    expect(kept?.cmi.suspend_data).toContain(`"${seedOfText('student-4711')}"`);
    const spent = await first.page.evaluate(() =>
      (window as unknown as CoursePage).API.cmi.getCurrentTotalTime(),
    );
    expect(spent).toMatch(/^00:00:\d\d\.\d\d$/);
    expect(Number(spent.slice(6))).toBeGreaterThan(2);
    const workers = await first.page.evaluate(() => navigator.serviceWorker.getRegistrations());
    expect(workers).toEqual([]);
    expect(first.complaints).toEqual([]);
    const others = first.asked.filter(
      (one) => !one.startsWith(`GET ${course.address}`) && !/^GET (data|blob):/.test(one),
    );
    expect(others).toEqual([]);
    expect(first.asked.filter((one) => /manifest|service-worker/.test(one))).toEqual([]);
    await first.end();

    course.publish(courseSite(firstHour, kept));
    const second = await visit(browser, course.address);
    await expect(second.dock).toContainText('Step 2 of 10');
    await expect(second.dock.getByRole('button', { name: /^Another hint/ })).toBeVisible();
    await second.dock.getByRole('button', { name: 'Back' }).click();
    await expect(second.dock.getByRole('radio', { name: 'About one in seven' })).toBeChecked();
    await expect(second.dock).toContainText('Right.');
    await expect
      .poll(() => coreIn(second.page))
      .toMatchObject({ lesson_location: 'what-is-a-flow' });
    expect(await coreIn(second.page)).toMatchObject({ score: { raw: '4' } });
    await second.end();
  },
);

test(
  'what a course does not take stays in the browser, and the student is told',
  LONG,
  async ({ browser, course, firstHour }) => {
    course.publish(courseSite(firstHour, null));
    const { page, frame, dock, complaints, end } = await visit(browser, course.address);
    await dock.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect.poll(() => coreIn(page)).toMatchObject({ lesson_status: 'incomplete' });
    await page.evaluate(() => {
      const { API } = window as unknown as CoursePage;
      API.LMSSetValue = () => 'false';
    });
    await dock.getByRole('radio', { name: 'About one in seven' }).check();
    const told = frame.getByRole('complementary', { name: 'Course' });
    await expect(told).toContainText('Your course did not take what you did');
    await page.reload();
    await expect(dock).toContainText('Step 1 of 10');
    await expect(dock.getByRole('radio', { name: 'About one in seven' })).toBeChecked();
    await expect.poll(async () => (await keptIn(page))?.suspend_data).toContain('[');
    expect(complaints).toEqual([]);
    await end();
  },
);

test(
  'a package of a lesson of one’s own opens it, also where no course is around it',
  LONG,
  async ({ browser, course }) => {
    test.setTimeout(300_000);
    const docs = readFileSync(new URL('../../docs/lessons.md', import.meta.url), 'utf8');
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(docs) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'lab-lesson-'));
    const file = join(folder, 'mine.json');
    const title = 'Thresholds <1 & "more"';
    writeFileSync(file, example.replace('"One step"', JSON.stringify(title)));
    const own = pack(file);
    rmSync(folder, { recursive: true });
    course.publish(courseSite(own, null));
    const { page, dock, end } = await visit(browser, course.address);
    await expect(dock).toContainText('How a threshold trades one error for the other.');
    await expect(dock.getByRole('heading', { level: 2 })).toHaveText(title);
    const titles = await page.evaluate(
      (text) => {
        const xml = new DOMParser().parseFromString(text, 'application/xml');
        return [...xml.querySelectorAll('item > title, parsererror')].map((one) => one.textContent);
      },
      String(own.get('imsmanifest.xml')),
    );
    expect(titles).toEqual([title]);
    await dock.getByRole('button', { name: 'Begin', exact: true }).click();
    await dock.getByLabel('Contamination').first().fill('0.12');
    await dock.getByLabel('Contamination').first().blur();
    await dock.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(dock).toContainText('Right.');
    await dock.getByRole('radio', { name: 'Fewer attacks are missed' }).check();
    await dock.getByRole('button', { name: 'Check why' }).click();
    await expect
      .poll(() => coreIn(page))
      .toMatchObject({ lesson_status: 'passed', score: { raw: '100' } });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${course.address}package/index.html?lesson=one-step.json`);
    const told = page.getByRole('complementary', { name: 'Course' });
    await expect(told).toContainText('This page is not open in a course.');
    await expect.poll(() => violations(page)).toEqual([]);
    // It can be reached: the lesson, a sheet below, does not lie over it.
    await told.getByRole('button', { name: 'OK' }).click();
    await expect(told).not.toContainText('course');
    await end();
  },
);
