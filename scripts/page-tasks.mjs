/** How long the tasks of a page's main thread take, and how much of each is spent in Plotly: from a trace. */

const CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
  'disabled-by-default-devtools.timeline',
];

/**
 * What the page's main thread did meanwhile.
 *
 * @returns {Promise<{ longest: number, own: number, plotly: number, tasks: readonly object[] }>}
 *   milliseconds: the longest task, the longest without what Plotly takes of it, and the most that
 *   Plotly takes of one; and every task, for those who look further
 */
export async function tasksDuring(browser, page, act) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const tasks = tasksOf(traceEvents);
  const most = (of) => Math.round(tasks.reduce((longest, task) => Math.max(longest, of(task)), 0));
  return {
    longest: most(({ time }) => time),
    own: most(({ time, plotly }) => time - plotly),
    plotly: most(({ plotly }) => plotly),
    tasks,
  };
}

/** The tasks of the main thread of the busiest page, with the stacks that were sampled in each. */
function tasksOf(events) {
  const main = mainThread(events);
  const of = ({ pid, tid }) => pid === main.pid && tid === main.tid;
  const tasks = events
    .filter((event) => of(event) && event.name === 'RunTask' && event.dur > 0)
    .map(({ ts, dur }) => ({
      from: ts,
      to: ts + dur,
      time: dur / 1000,
      page: 0,
      plotly: 0,
      stacks: [],
    }))
    .sort((a, b) => a.from - b.from);
  for (const { at, microseconds, stack } of samplesOf(events, main)) {
    const task = taskAt(tasks, at);
    if (task === undefined) continue;
    if (stack.some(({ url }) => /plotly/.test(url ?? ''))) task.plotly += microseconds / 1000;
    if (stack.some(({ url }) => /assets/.test(url ?? ''))) task.page += microseconds / 1000;
    task.stacks.push({ stack, time: microseconds / 1000 });
  }
  for (const { ts } of events.filter((event) => of(event) && isOfDriver(event))) {
    const task = taskAt(tasks, ts);
    // No visitor has a driver: of its tasks that counts which the page's own code takes.
    if (task !== undefined) task.time = Math.min(task.time, task.page);
  }
  for (const task of tasks) task.plotly = Math.min(task.plotly, task.time);
  return tasks;
}

/** What drives the page has sent it something to do. */
function isOfDriver({ args }) {
  return args?.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession';
}

function mainThread(events) {
  const times = new Map();
  const mains = events.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  for (const { pid, tid } of mains) {
    const busy = events.filter((event) => event.pid === pid && event.tid === tid).length;
    times.set({ pid, tid }, busy);
  }
  const [busiest] = [...times].sort(([, a], [, b]) => b - a);
  if (busiest === undefined) throw new Error('The trace has no page in it.');
  return busiest[0];
}

/** The samples of the profile of one thread: when, for how long, and in which functions. */
function* samplesOf(events, main) {
  const profile = events.find(
    ({ name, pid, tid }) => name === 'Profile' && pid === main.pid && tid === main.tid,
  );
  if (profile === undefined) return;
  const chunks = events
    .filter(
      ({ name, pid, id }) => name === 'ProfileChunk' && pid === profile.pid && id === profile.id,
    )
    .sort((a, b) => a.ts - b.ts);
  const nodes = new Map();
  let at = profile.args.data.startTime;
  let before = null;
  for (const { args } of chunks) {
    const { cpuProfile = {}, timeDeltas = [] } = args.data;
    for (const node of cpuProfile.nodes ?? []) nodes.set(node.id, node);
    for (const [place, id] of (cpuProfile.samples ?? []).entries()) {
      const passed = timeDeltas[place];
      // A sample stands for the time until the next.
      if (before !== null) yield { at: before.at, microseconds: passed, stack: before.stack };
      at += passed;
      before = { at, stack: stackOf(nodes, id) };
    }
  }
}

function stackOf(nodes, id) {
  const stack = [];
  for (let node = nodes.get(id); node !== undefined; node = nodes.get(node.parent)) {
    stack.push(node.callFrame);
  }
  return stack;
}

function taskAt(tasks, at) {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tasks[middle].from <= at) low = middle + 1;
    else high = middle;
  }
  const task = tasks[low - 1];
  return task !== undefined && at < task.to ? task : undefined;
}
