/** How fast a page that holds many flows answers a hand: from an input until its answer is painted. */
import { tasksDuring } from './page-tasks.mjs';

/** After the last input of a kind: what follows from it may take a while longer. Milliseconds. */
const AFTER = 1500;
/** An answer that does not come is reported as this. Milliseconds. */
const PATIENCE = 20_000;

/** The inputs that are timed, each with what must change on the screen for it to be answered. */
const HANDS = [
  ['scroll by the wheel', byWheel],
  ['scroll to an end by key', toTheEnds],
  ['search, by letter', search],
  ['filter by type', filterByType],
  ['filter by verdict', filterByVerdict],
  ['sort by a column', sort],
  ['open the card of a flow', openCards],
  ['drag the threshold in the chart', dragThreshold],
  ['type a threshold', typeThreshold],
  ['move the probe of the plane', moveProbe],
];

/**
 * @param page one that holds flows and the forest's verdicts, all of it run
 * @param look is told of each hand: its name, its answers, and the tasks meanwhile
 * @returns figures by name: median and worst answer, and the longest task of the main thread
 */
export async function answersOf(browser, page, look = () => undefined) {
  await page.evaluate(installWatch, PATIENCE);
  const figures = {};
  for (const [name, hand] of HANDS) {
    const times = [];
    const act = async () => {
      await hand(page, async (watched, type, input) => {
        times.push(await answerTime(page, watched, type, input));
      });
      await page.waitForTimeout(AFTER);
    };
    const during = await tasksDuring(browser, page, act);
    look(name, times, during);
    times.sort((a, b) => a - b);
    figures[name] = {
      median: Math.round(times[Math.floor(times.length / 2)]),
      worst: Math.round(times[times.length - 1]),
      'longest task': during.longest,
      'without Plotly': during.own,
    };
  }
  return figures;
}

/**
 * Milliseconds from the input until the frame is painted in which what is watched reads otherwise.
 *
 * @param watched selectors
 * @param type of the event that the input comes as
 */
async function answerTime(page, watched, type, input) {
  await page.evaluate(
    ([selectors, event]) => window.watchAnswer(selectors, event),
    [watched, type],
  );
  await input();
  return page.evaluate(() => window.answered);
}

/** In the page: `watchAnswer` looks at every frame from the next input on. */
function installWatch(patience) {
  window.watchAnswer = (selectors, type) => {
    const read = () =>
      selectors.map((one) => {
        const element = document.querySelector(one);
        return element === null ? '' : (element.value ?? element.textContent);
      });
    const before = read().join('\n');
    window.answered = new Promise((done) => {
      const began = (event) => {
        removeEventListener(type, began, true);
        const from = event.timeStamp;
        const look = () => {
          const changed = read().join('\n') !== before;
          if (!changed && performance.now() - from < patience) return requestAnimationFrame(look);
          // The task behind this frame: the frame has been painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - from);
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      };
      addEventListener(type, began, true);
    });
  };
}

const FIRST_ROW = '#flows tbody tr';
const COUNT = '#flow-count';

/** Opens the place that the selector is in, brings it into view and waits until it is drawn. */
async function goTo(page, hash, selector) {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator(selector).first().waitFor({ state: 'visible', timeout: 60_000 });
  await page.locator(selector).first().scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
}

async function goToFlows(page) {
  await goTo(page, 'flows', '#flows [role=grid]');
}

async function byWheel(page, timed) {
  await goToFlows(page);
  const box = await page.locator('.flow-area').boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let step = 0; step < 10; step++) {
    await timed([FIRST_ROW], 'wheel', () => page.mouse.wheel(0, 240));
  }
}

async function toTheEnds(page, timed) {
  await goToFlows(page);
  await page.locator('#flows [role=grid]').focus();
  for (const key of ['End', 'Home', 'End', 'Home', 'End', 'Home']) {
    await timed([FIRST_ROW], 'keydown', () => page.keyboard.press(key));
  }
}

async function search(page, timed) {
  await goToFlows(page);
  const field = page.locator('#flow-text');
  for (const text of ['ux', '443', 'cq']) {
    await field.focus();
    for (const letter of text) {
      await timed([COUNT], 'input', () => page.keyboard.press(letter));
    }
    await page.keyboard.press('Control+a');
    await timed([COUNT], 'input', () => page.keyboard.press('Delete'));
  }
}

async function choose(page, timed, selector, values) {
  await goToFlows(page);
  for (const value of values) {
    await timed([COUNT], 'change', () => page.locator(selector).selectOption(value));
  }
}

async function filterByType(page, timed) {
  await choose(page, timed, '#flow-type', ['normal', 'ddos', 'dns_tunnel', 'c2_beacon', '']);
}

async function filterByVerdict(page, timed) {
  await choose(page, timed, '#flow-verdict', ['flagged', 'not flagged', 'flagged', 'any']);
}

async function sort(page, timed) {
  await goToFlows(page);
  for (const column of ['row', 'row', 'bytes_sent', 'dst_port', 'protocol', 'Isolation Forest']) {
    const heading = page.locator(`#flows thead button[title="Sort by ${column}"]`);
    await heading.scrollIntoViewIfNeeded();
    await timed([FIRST_ROW], 'click', () => heading.click());
  }
}

async function openCards(page, timed) {
  await goToFlows(page);
  for (let at = 1; at <= 5; at++) {
    const row = page.locator('#flows tbody tr').nth(2 * at);
    await timed(['#flow-card-heading'], 'click', () => row.locator('td').first().click());
    await page.locator('.flow-card .flow-features').waitFor({ timeout: 60_000 });
  }
  await page.keyboard.press('Escape');
}

const POINT = '.threshold .headline-figures';

async function dragThreshold(page, timed) {
  await goTo(page, 'scores', '.threshold-line');
  const line = await page.locator('.threshold-line').boundingBox();
  const area = await page.locator('.threshold-overlay').boundingBox();
  const from = line.x + line.width / 2;
  const middle = area.y + area.height / 2;
  await page.mouse.move(from, middle);
  await page.mouse.down();
  for (let step = 1; step <= 12; step++) {
    const to = from + (step <= 6 ? -8 * step : -48 + 8 * (step - 6));
    await timed([POINT], 'pointermove', () => page.mouse.move(to - 1, middle));
  }
  await page.mouse.up();
}

async function typeThreshold(page, timed) {
  await goTo(page, 'scores', '.threshold');
  const field = page.locator('.threshold label', { hasText: 'Alerts' }).first();
  for (const alerts of ['50000', '150000', '100000']) {
    await field.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(alerts);
    await timed([POINT], 'keydown', () => page.keyboard.press('Enter'));
    await page.waitForTimeout(AFTER);
  }
}

async function moveProbe(page, timed) {
  await goTo(page, 'isolation-forest', '#isolation-forest .probe');
  await page.locator('#isolation-forest .probe').first().focus();
  await page.waitForTimeout(2000);
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown']) {
    await timed(['#isolation-forest .plane-part'], 'keydown', () => page.keyboard.press(key));
  }
}
