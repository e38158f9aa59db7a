/** Lessons on the page: each that ships from start to end, what is handed in, and how it is marked. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Locator, type Page } from '@playwright/test';
import type { HandIn } from '../../src/pipeline/lesson/hand-in.ts';
import type { Lesson, SettingsText } from '../../src/pipeline/lesson/lesson.ts';
import { madeHandIns, type WrittenStep } from '../pipeline/lesson/made-hand-ins.ts';
import { violations } from './axe.ts';
import { type Hands, keyboard, mouse } from './hands.ts';
import { chooseInMenu, LONG, test } from './page.ts';

const dockOf = (page: Page) => page.getByRole('complementary', { name: 'Lesson' });

/** The steps as the file has them: the code that reads it is made by the build alone. */
function shippedSteps(name: string): readonly WrittenStep[] {
  const path = `../../src/pipeline/lesson/lessons/${name}.json`;
  const lesson = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Lesson;
  return lesson.steps as readonly WrittenStep[];
}

/** What the controls of the steps are called. */
const LABELS: Readonly<Record<string, string>> = {
  contamination: 'Contamination',
  nu: 'ν',
  'log-ratios': 'Log the heavy tails',
  scaler: 'Scaler',
  'n-neighbors': 'Neighbours',
  'time-features': 'Time features',
  'train-on': 'Train on',
  'baseline-from': 'Baseline from',
  'baseline-to': 'Baseline to',
  'hold-out': 'Hold out',
  'evaluate-on': 'Evaluate on',
  counts: 'Flows per profile',
  seeds: 'Seeds',
};

async function begin(page: Page, query: string, hands = mouse): Promise<Locator> {
  await page.goto(query);
  const dock = dockOf(page);
  const button = dock.getByRole('button', { name: 'Begin', exact: true });
  await expect(button).toBeVisible();
  await hands.press(button);
  return dock;
}

/** Presses a button of a form and waits for what is said to the answer. */
async function check(form: Locator, hands: Hands): Promise<boolean> {
  const button = form.locator('button[type=submit]');
  await hands.press(button);
  await expect(button).not.toHaveText('Checking…');
  const mark = form.locator('.lesson-mark');
  await expect(mark).toHaveAttribute('data-right', /true|false/);
  return (await mark.getAttribute('data-right')) === 'true';
}

/** Tries every answer of a question, the right one last; gives what was said to each. */
async function tryAnswers(form: Locator, hands: Hands): Promise<string[]> {
  const radios = form.getByRole('radio');
  const said: string[] = [];
  let rightAt = -1;
  for (let at = 0; at < (await radios.count()); at++) {
    await hands.choose(radios.nth(at));
    if (await check(form, hands)) rightAt = at;
    said.push((await form.locator('.lesson-mark').textContent()) ?? '');
  }
  expect(rightAt).toBeGreaterThanOrEqual(0);
  await hands.choose(radios.nth(rightAt));
  expect(await check(form, hands)).toBe(true);
  return said;
}

/** Sets parameters by the controls that the step shows. */
async function set(form: Locator, settings: SettingsText, hands: Hands): Promise<void> {
  const back = form.locator('button.back');
  while ((await back.count()) > 0) await hands.press(back.first());
  for (const [flag, text] of Object.entries(settings)) {
    const control = form.locator('.control', { hasText: LABELS[flag] ?? flag }).first();
    const field = control.locator('input:not([type=range]), select').first();
    if ((await field.getAttribute('type')) === 'checkbox') await hands.tick(field, text === 'true');
    else if ((await control.locator('select').count()) > 0) await hands.pick(field, text);
    else await hands.write(field, text);
  }
}

async function doTask(dock: Locator, { task }: WrittenStep, hands: Hands): Promise<void> {
  const form = dock.locator('form').first();
  if (task.kind === 'choice') {
    const said = await tryAnswers(form, hands);
    expect(new Set(said).size).toBeGreaterThan(1);
    return;
  }
  for (const { answer, say } of task.wrong) {
    await answerTask(form, answer, hands);
    expect(await check(form, hands)).toBe(false);
    const words = say.replaceAll('*', '').split(/\{[^}]*\}/);
    for (const part of words) await expect(form.locator('.lesson-mark')).toContainText(part.trim());
  }
  const [right] = task.right;
  if (right !== undefined) await answerTask(form, right, hands);
  expect(await check(form, hands)).toBe(true);
}

async function answerTask(form: Locator, answer: string | SettingsText, hands: Hands) {
  if (typeof answer === 'string') await hands.write(form.getByLabel('Your rule'), answer);
  else await set(form, answer, hands);
}

async function doStep(dock: Locator, step: WrittenStep, hands = mouse): Promise<void> {
  await expect(dock.getByRole('heading', { name: step.title })).toBeVisible();
  await doTask(dock, step, hands);
  if (step.why?.kind === 'choice') await tryAnswers(dock.locator('form').nth(1), hands);
  if (step.why?.kind === 'write') {
    await hands.write(dock.getByRole('textbox').last(), 'I looked at it.');
  }
  if (step.transfer) await tryAnswers(dock.locator('form').last(), hands);
}

test('a lesson opens by a link, tells what is missing, and steps aside', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('network-anomaly-lab.mode', 'step'));
  const dock = await begin(page, '?lesson=first-hour#glossary');
  await expect(dock).toContainText('Step 1 of 10');
  await dock.getByRole('button', { name: 'Check' }).click();
  await expect(dock).toContainText('There is no answer yet.');
  await dock.getByRole('button', { name: 'Close lesson' }).click();
  await expect(dock).toHaveCount(0);
  await page.getByRole('button', { name: 'Continue lesson' }).click();
  await expect(dock).toContainText('Step 1 of 10');
});

for (const seed of ['42', '7', '2024']) {
  test(`First hour from start to end, seed ${seed}`, LONG, async ({ page }) => {
    test.setTimeout(600_000);
    const steps = shippedSteps('first-hour');
    const dock = await begin(page, `?lesson=first-hour&seed=${seed}`);
    for (const step of steps) {
      await doStep(dock, step);
      await dock.getByRole('button', { name: /^(Next|To the hand-in)$/ }).click();
    }
    await expect(dock).toContainText('25 of 25 right');
  });
}

for (const seed of ['42', '7', '2024']) {
  test(`Do not fool yourself from start to end, seed ${seed}`, LONG, async ({ page }) => {
    test.setTimeout(600_000);
    const steps = shippedSteps('do-not-fool-yourself');
    const dock = await begin(page, `?lesson=do-not-fool-yourself&seed=${seed}`);
    for (const step of steps) {
      await doStep(dock, step);
      await dock.getByRole('button', { name: /^(Next|To the hand-in)$/ }).click();
    }
    await expect(dock).toContainText('27 of 27 right');
  });
}

test('a mistake is made at its switch, and marked by the same figures', LONG, async ({ page }) => {
  const dock = await begin(page, '?lesson=do-not-fool-yourself');
  await dock.getByRole('button', { name: 'Next' }).click();
  const cell = page.locator('#pitfalls');
  await cell.getByLabel('Make it: Base rate ignored').check();
  await expect(cell.locator('.pitfall-figures dd')).toHaveText(['0.966', '0.150']);
  await dock.getByRole('radio', { name: 'Fewer than 30' }).check();
  await dock.getByRole('button', { name: 'Check' }).click();
  await expect(dock).toContainText('Published: 96.6 %. Honest: 15.0 %.');
});

test('an answer given while the sample is being opened is marked by it', LONG, async ({ page }) => {
  await page.route('**/conn.log', async (route) => {
    await new Promise((done) => setTimeout(done, 2000));
    await route.continue();
  });
  const dock = await begin(page, '?lesson=real-traffic');
  await dock.getByRole('radio').first().check();
  await dock.getByRole('button', { name: 'Check' }).click();
  await expect(dock).toContainText('Right.');
});

test('the study of a step tells how far it is, and can be cancelled', LONG, async ({ page }) => {
  const dock = await begin(page, '?lesson=do-not-fool-yourself');
  for (let at = 0; at < 9; at++) await dock.getByRole('button', { name: 'Next' }).click();
  await dock.getByLabel('Seeds').fill('50');
  await dock.getByRole('button', { name: 'Check' }).click();
  const cell = page.locator('#pitfalls');
  await expect(cell.getByRole('progressbar')).toBeVisible();
  await cell.getByRole('button', { name: 'Cancel' }).click();
  await expect(dock).toContainText('The figures of the mistakes were not found to their end.');
});

test('Find it in real traffic from start to end', LONG, async ({ page }) => {
  test.setTimeout(600_000);
  const steps = shippedSteps('real-traffic');
  const dock = await begin(page, '?lesson=real-traffic');
  for (const step of steps) {
    await doStep(dock, step);
    await dock.getByRole('button', { name: /^(Next|To the hand-in)$/ }).click();
  }
  const download = page.waitForEvent('download');
  await dock.getByRole('button', { name: 'Save the hand-in' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  const { steps: works } = JSON.parse(text) as HandIn;
  expect(works.every(({ marks }) => marks.task === true)).toBe(true);
  expect(text).not.toContain('conn.log');
});

test('First hour by the keyboard alone', LONG, async ({ page }) => {
  test.setTimeout(900_000);
  const hands = keyboard(page);
  const dock = await begin(page, '?lesson=first-hour', hands);
  for (const step of shippedSteps('first-hour')) {
    await expect(dock.getByRole('heading', { name: step.title })).toBeFocused();
    await doStep(dock, step, hands);
    const hint = dock.getByRole('button', { name: /^Hint/ });
    if ((await hint.count()) > 0) await hands.press(hint);
    await hands.press(dock.getByRole('button', { name: /^(Next|To the hand-in)$/ }));
  }
  await expect(dock).toContainText('25 of 25 right');
  const download = page.waitForEvent('download');
  await hands.press(dock.getByRole('button', { name: 'Save the hand-in' }));
  expect((await download).suggestedFilename()).toBe('hand-in-first-hour.json');
});

test('work outlives a reload, and starting fresh clears it', LONG, async ({ page }) => {
  const dock = await begin(page, '?lesson=first-hour#glossary');
  await dock.getByRole('radio', { name: 'About one in seven' }).check();
  await dock.getByRole('button', { name: 'Check' }).click();
  await expect(dock).toContainText('Right.');
  await dock.getByRole('button', { name: 'Next' }).click();
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('network-anomaly-lab.work')))
    .toContain('first-hour');
  await page.reload();
  await expect(dock).toContainText('Step 2 of 10');
  await page.getByRole('button', { name: /^(Dark|Light)/ }).click();
  await chooseInMenu(page, 'Start fresh');
  const question = page.getByRole('dialog', { name: 'Start fresh?' });
  await question.getByRole('button', { name: 'Start fresh' }).click();
  await expect(dock).toHaveCount(0);
  const left = () =>
    page.evaluate(async () => [
      ...Object.keys({ ...localStorage }),
      ...Object.keys({ ...sessionStorage }),
      ...(await indexedDB.databases()).map(({ name }) => name),
    ]);
  await expect.poll(left).toEqual(['network-anomaly-lab.theme']);
});

test(
  'a lesson of a file is opened by dropping it, or told what is wrong with it',
  LONG,
  async ({ page }) => {
    await page.goto('#glossary');
    // What is dropped before the page listens is the browser's.
    await expect(page.locator('#glossary')).toContainText('base rate');
    const drop = (name: string, text: string) =>
      page.evaluate(
        ([file = '', content = '']) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([content], file));
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
        },
        [name, text],
      );
    const docs = readFileSync(new URL('../../docs/lessons.md', import.meta.url), 'utf8');
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(docs) ?? [];
    await drop('one-step.json', example.replace('"own"', '"many"'));
    await expect(dockOf(page)).toContainText('one-step.json: seeds should be same or own');
    await drop('one-step.json', example);
    await expect(dockOf(page)).toContainText('How a threshold trades one error for the other.');
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('network-anomaly-lab.work')))
      .toContain('one-step');
    await page.reload();
    await expect(dockOf(page)).toContainText('How a threshold trades one error for the other.');
  },
);

test('what a person has opened is neither marked nor handed in', LONG, async ({ page }) => {
  const dock = await begin(page, '?lesson=first-hour');
  await expect(dock).toContainText('Step 1 of 10');
  await page
    .locator('.source input[type=file]')
    .setInputFiles('tests/fixtures/../../public/samples/conn.log');
  await expect(dock).toContainText('What you have opened is closed for it.');
  await dock.getByRole('radio').first().check();
  await dock.getByRole('button', { name: 'Check' }).click();
  await expect(dock).toContainText('Open the flows of this step first');
  await dock.getByRole('button', { name: 'Use generated flows' }).click();
  await dock.getByRole('button', { name: 'Check' }).click();
  await expect(dock).toContainText('310 of 2,210');
});

test('a lesson is taught by slides, each step in its time', LONG, async ({ page }) => {
  await page.goto('?lesson=first-hour&step=threshold&present=generate');
  const pace = page.getByRole('region', { name: 'Step of the lesson' });
  await expect(pace).toContainText('Step 4 of 10: ');
  await expect(pace).toContainText(/00:0\d of 5 min/);
  await expect(page).toHaveURL(/present=isolation-forest/);
  await pace.getByRole('button', { name: 'Answer the task' }).click();
  await set(pace, { contamination: '0.12' }, mouse);
  expect(await check(pace.locator('form').first(), mouse)).toBe(true);
  await pace.getByRole('button', { name: 'Step ›' }).click();
  await expect(pace).toContainText('Step 5 of 10: ');
  await expect(page).toHaveURL(/present=engineer/);
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(dockOf(page)).toContainText('Step 5 of 10');
  await expect.poll(() => violations(page)).toEqual([]);
});

/** Runs the command line in a process of its own. */
async function labIn(folder: string, args: readonly string[]): Promise<string> {
  const script = new URL('../../scripts/lab.mjs', import.meta.url).pathname;
  const options = { env: { ...process.env, INIT_CWD: folder }, maxBuffer: 1 << 26 };
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], options);
  return stdout;
}

test('thirty hand-ins are marked in the page as by the command line', LONG, async ({ page }) => {
  test.setTimeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  const dock = await begin(page, '?lesson=first-hour');
  for (let at = 0; at < 10; at++) {
    await dock.getByRole('button', { name: /^(Next|To the hand-in)$/ }).click();
  }
  const saved = page.waitForEvent('download');
  await dock.getByRole('button', { name: 'Save the hand-in' }).click();
  const fresh = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as HandIn;
  const made = await madeHandIns(shippedSteps('first-hour'), fresh, async (seed) =>
    JSON.parse(await labIn(folder, ['--answers', 'first-hour', '--seed', seed, '--json'])),
  );
  for (const { name, text } of made) writeFileSync(join(folder, name), text);
  const files = made.map(({ name }) => name);
  await dock.getByRole('button', { name: 'All lessons' }).click();
  await dock.getByRole('button', { name: 'Mark hand-ins' }).click();
  await expect(dock.getByLabel('Lesson', { exact: true })).toHaveValue('first-hour');
  const began = Date.now();
  await dock.locator('input[type=file]').setInputFiles(files.map((name) => join(folder, name)));
  await expect(dock).toContainText('30 of 30 files marked.', { timeout: 120_000 });
  expect(Date.now() - began).toBeLessThan(60_000);
  const rows = dock.getByRole('table').first().locator('tbody tr');
  await expect(rows).toHaveCount(30);
  for (const [at, { kind }] of made.entries()) {
    const edited = rows.nth(at).getByText('edited:');
    await expect(edited).toHaveCount(kind === 'edited' ? 1 : 0);
  }
  const table = page.waitForEvent('download');
  await dock.getByRole('button', { name: 'Save as CSV' }).click();
  const grades = ['--grade', ...files, '--lesson', 'first-hour', '--grades', '-'];
  const expected = await labIn(folder, grades);
  expect(readFileSync(await (await table).path(), 'utf8')).toBe(expected);
  rmSync(folder, { recursive: true });
  // What keeps the focus in groups comes after the cells.
  await expect.poll(() => violations(page)).toEqual([]);
});

test('guide and lesson hold on a phone, for everybody', LONG, async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const dock = await begin(page, '?lesson=first-hour');
  await expect(dock).toContainText('Step 1 of 10');
  const isNarrow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    );
  expect(await isNarrow()).toBe(true);
  // What keeps the focus in groups comes after the cells.
  await expect.poll(() => violations(page)).toEqual([]);
  await dock.getByRole('button', { name: 'All lessons' }).click();
  await dock.getByRole('button', { name: 'Guide and answers' }).click();
  await expect(dock).toContainText('Agenda: 45 minutes');
  await dock.getByRole('button', { name: 'Prepare the class' }).click();
  await expect(dock).toContainText('Contamination: 0.12', { timeout: 60_000 });
  expect(await isNarrow()).toBe(true);
  // What keeps the focus in groups comes after the cells.
  await expect.poll(() => violations(page)).toEqual([]);
});
