import { expect, type Page } from '@playwright/test';
import { violations } from './axe.ts';
import { cell, LONG, openLab, test } from './page.ts';

const HEADER = 'When;Who;To;Port;kB up;kB down;Verdict;<b>note</b>';
const ROWS = [
  '05/03/2024 09:00:01;10.0.0.5;192.0.2.1;443;1.5;20;good;=1+1',
  '05/03/2024 14:00:03;10.0.0.6;192.0.2.1;70000;;0;bad;<img src=x onerror=alert(1)>',
  '13/03/2024 09:00:03;10.0.0.6;192.0.2.53;53;0.04;n/a;bad;x',
];

async function open(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.locator('.source input[type="file"]').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(`${lines.join('\n')}\n`),
  });
}

const screen = (page: Page) => page.getByRole('dialog', { name: /What do the columns of/ });
const read = (page: Page) => screen(page).getByRole('button', { name: /^Read / });

test('the columns of an unknown table are mapped by keyboard, and known the next time', async ({
  page,
}) => {
  await openLab(page);
  await open(page, 'odd.csv', [HEADER, ...ROWS]);
  const dialog = screen(page);
  await expect(dialog.getByText('2 of the first 3 rows become flows.')).toBeVisible();
  await expect(dialog.getByText('nothing: Port “70000” is not a port, 0 to 65535')).toBeVisible();
  const choice = (name: string) => dialog.getByLabel(new RegExp(`^${name}\\.`));
  await expect(choice('bytes_sent').locator('option:checked')).toHaveText('kB up');
  await expect(dialog.getByLabel('Bytes are in')).toHaveValue('kB');
  await expect(dialog.getByLabel('What good means')).toHaveValue('normal');
  await choice('dst_port').focus();
  await page.keyboard.press('Home');
  await expect(dialog.getByText('All of the first 3 rows become flows.')).toBeVisible();
  await choice('service').selectOption({ label: '<b>note</b>' });
  await expect(dialog.getByRole('cell', { name: '<img src=x onerror=alert(1)>' })).toBeVisible();
  expect(await violations(page, 'dialog.mapping')).toEqual([]);
  await read(page).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('.source')).toContainText('The flows come from odd.csv');
  await expect(cell(page, 'generate').locator('.headline')).toHaveText(
    /3 flows · 1 normal · 2 attacks/,
  );

  await open(page, 'again.csv', [HEADER, ...ROWS, ROWS[0]]);
  await expect(cell(page, 'generate').locator('.headline')).toHaveText(/4 flows/);

  await page.getByRole('button', { name: 'Change what the columns mean' }).click();
  await expect(choice('service').locator('option:checked')).toHaveText('<b>note</b>');
  await choice('label').selectOption({ label: '– none –' });
  await read(page).click();
  await expect(cell(page, 'generate').locator('.headline')).toHaveText(/4 flows without labels/);
});

test('a table of numbers is read as such, and may be flows after all', LONG, async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openLab(page);
  const names = Array.from({ length: 200 }, (_, i) => `number ${i}`);
  const row = names.map((_, i) => i + 1);
  await open(page, 'wide.csv', [names.join('|'), row.join('|'), row.join('|')]);
  const headline = cell(page, 'generate').locator('.headline');
  await expect(headline).toHaveText(/^2 flows without labels/);

  await page.getByRole('button', { name: 'Change what the columns mean' }).click();
  const dialog = screen(page);
  await expect(dialog.getByLabel(/^a table of numbers/)).toBeChecked();
  await dialog.getByLabel(/^flows, whose features/).check();
  await expect(dialog.getByLabel(/^duration\./).locator('option')).toHaveCount(201);
  await dialog.getByText('The first rows as they are').click();
  await dialog.getByLabel('The first line names the columns').uncheck();
  await expect(dialog.getByRole('columnheader', { name: 'column_7', exact: true })).toBeVisible();
  const overflow = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(overflow).toBe(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(headline).toHaveText(/^2 flows without labels/);

  await page.getByRole('button', { name: 'Change what the columns mean' }).click();
  await dialog.getByLabel(/^flows, whose features/).check();
  await dialog.getByLabel(/^bytes_sent\./).selectOption({ label: 'number 7' });
  await read(page).click();
  await expect(page.getByRole('columnheader', { name: 'bytes_sent' }).first()).toBeVisible();
});

test('what is unsure is named first, with why; two columns make one time', async ({ page }) => {
  await openLab(page);
  await open(page, 'split.tsv', [
    'date\ttime\tsrc\tdst\tPort\tproto\tduration\tbytes_in',
    '2024-03-04\t09:00:00\t10.0.0.5\t192.0.2.1\t443\ttcp\t1,234\t2.1 M',
    '2024-03-04\t17:30:00\t10.0.0.6\t192.0.2.1\t53\tudp\t2,345\t512',
  ]);
  const dialog = screen(page);
  const choice = (name: string) => dialog.getByLabel(new RegExp(`^${name}\\.`));
  const unsure = dialog.getByText('Look at these first, they are guesses that may be wrong:');
  await expect(unsure).toContainText('duration, dst_port, bytes_recv');
  await expect(choice('dst_port')).toHaveAccessibleDescription(
    'Unsure: name says port; all cells are ports',
  );
  await expect(choice('protocol')).toHaveAccessibleDescription(/^Sure: name says protocol/);
  await unsure.getByRole('button', { name: 'dst_port' }).focus();
  await page.keyboard.press('Enter');
  await expect(choice('dst_port')).toBeFocused();

  await expect(choice('start_time').locator('option:checked')).toHaveText('date');
  await expect(choice('start_time_of_day').locator('option:checked')).toHaveText('time');
  const preview = dialog.getByRole('table', { name: 'What the first rows become' });
  await expect(preview).toContainText('2024-03-04 17:30:00');
  await expect(preview).toContainText('1,234');
  await dialog.getByLabel('A number such as 1,234 or 1.234').selectOption('comma');
  await expect(preview).toContainText('1.234');
  await choice('dst_port').selectOption({ label: '– none –' });
  await expect(unsure).not.toContainText('dst_port');
  expect(await violations(page, 'dialog.mapping')).toEqual([]);
  await read(page).click();
  await expect(cell(page, 'generate').locator('.headline')).toHaveText(/^2 flows without labels/);
});
