import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { CELLS, cell, expectDone, openLab, test } from './page.ts';

/** Opens a Zeek log that a person might not want to share. */
async function openTraffic(page: Page): Promise<void> {
  await page.locator('.source input[type=file]').setInputFiles({
    name: 'conn.log',
    mimeType: 'text/plain',
    buffer: readFileSync(new URL('../fixtures/import/conn.log', import.meta.url)),
  });
  await expect(cell(page, 'generate')).toContainText('The flows come from conn.log');
}

/** Presses every button of a chart's toolbar; those that save a picture save it on this machine. */
async function useToolbar(page: Page, chart: ReturnType<Page['locator']>): Promise<number> {
  const figure = chart.locator('xpath=ancestor::figure');
  const buttons = await figure.getByRole('toolbar').getByRole('button').all();
  for (const button of buttons) {
    const saves = /picture/.test((await button.textContent()) ?? '');
    const download = saves ? page.waitForEvent('download') : undefined;
    await button.click();
    if (download) expect((await download).url()).toMatch(/^(blob|data):/);
  }
  return buttons.length;
}

test.describe('a whole session with imported traffic', () => {
  test.use({ serviceWorkers: 'allow' });

  test('asks for nothing but the lab’s own files, by plain GET', async ({
    page,
    context,
    baseURL,
  }) => {
    const asked: string[] = [];
    context.on('request', (request) => {
      const { origin } = new URL(request.url());
      const body = request.postData() === null ? '' : ' with a body';
      if (/^https?:/.test(request.url())) asked.push(`${request.method()} ${origin}${body}`);
    });
    const opened: string[] = [];
    context.on('page', (other) => opened.push(other.url()));
    page.on('websocket', (socket) => opened.push(socket.url()));
    page.on('framenavigated', (frame) => opened.push(frame.url()));
    await openLab(page);
    await openTraffic(page);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expectDone(page, CELLS);
    let pressed = 0;
    const charts = await page.locator('.plot').all();
    for (const chart of charts) {
      await chart.scrollIntoViewIfNeeded();
      await expect(chart.locator('svg.main-svg').first()).toBeVisible();
      pressed += await useToolbar(page, chart);
    }
    expect(pressed).toBeGreaterThanOrEqual(3 * charts.length);
    await expect(page.locator('footer')).toContainText('works without a network');

    expect(new Set(asked)).toEqual(new Set([`GET ${new URL(baseURL ?? '').origin}`]));
    expect(new Set(opened.map((address) => new URL(address).pathname))).toEqual(new Set(['/']));
    for (const address of opened) expect(decodeURIComponent(address)).not.toMatch(/conn\.?log/);
  });
});

test('a worker, where files are read, cannot reach another origin', async ({
  page,
  complaints,
}) => {
  // A host that would answer anybody: only the page's policy stands in the way.
  let reached = 0;
  const elsewhere = createServer((_, response) => {
    reached++;
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('export {}');
  });
  await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  const { port } = elsewhere.address() as AddressInfo;
  await openLab(page);
  await openTraffic(page);
  const worker = page.workers()[0];
  if (worker === undefined) throw new Error('No worker runs, though a file has been read.');
  expect(worker.url()).toMatch(/^blob:/);

  const outcome = await worker.evaluate(async (other) => {
    const refused: string[] = [];
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      refused.push(`${effectiveDirective} ${blockedURI}`);
    });
    const tryTo = (act: () => Promise<unknown>) =>
      act().then(
        () => 'done',
        () => 'refused',
      );
    const socket = (address: string) =>
      new Promise((open, failed) => {
        const made = new WebSocket(address);
        made.onopen = open;
        made.onerror = failed;
      });
    const tried = {
      own: await tryTo(() => fetch(new URL('/icon.svg', location.origin))),
      fetch: await tryTo(() => fetch(`http://${other}/fetch`)),
      beacon: await tryTo(() => fetch(`http://${other}/post`, { method: 'POST', body: 'flows' })),
      socket: await tryTo(() => socket(`ws://${other}/socket`)),
      module: await tryTo(() => import(/* @vite-ignore */ `http://${other}/module.js`)),
    };
    return { tried, refused };
  }, `127.0.0.1:${port}`);
  elsewhere.close();

  expect(outcome.tried).toEqual({
    own: 'done',
    fetch: 'refused',
    beacon: 'refused',
    socket: 'refused',
    module: 'refused',
  });
  expect(outcome.refused.map((line) => line.split(' ')[0])).toEqual([
    'connect-src',
    'connect-src',
    'connect-src',
    'script-src-elem',
  ]);
  expect(reached).toBe(0);
  // What was tried and refused is the only thing to complain about.
  complaints.length = 0;
});
