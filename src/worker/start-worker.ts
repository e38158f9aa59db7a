import address from './worker.ts?worker&url';

/** What a worker sends once: whether it holds a lock for as long as it lives, where there are locks. */
const LOCKED = 'locked';
const NOT_LOCKED = 'not locked';

/** A worker that has not sent that for so long has not started. Milliseconds. */
const LONGEST_START = 10_000;

let started = 0;

/**
 * Starts a worker that is bound by the page's content security policy. A policy in a `<meta>` binds
 * only the page; a worker loaded from the network has none, and it is there that a person's files
 * are read. A worker made from a blob inherits the policy of the page that made it (HTML,
 * "initialize a worker global scope's policy container"), so the blob is one line that imports the
 * real module.
 *
 * @param onEnd called when the worker has ended, by whatever: a browser says nothing when it ends one
 *   for want of memory, or a person does in its tools
 */
export function startWorker(onEnd: () => void): Worker {
  const name = `${bootstrap()} ${++started}`;
  const worker = new Worker(bootstrap(), { type: 'module', name });
  const late = setTimeout(onEnd, LONGEST_START);
  const starts = (event: MessageEvent) => {
    // A short task may be answered before the lock is told of: that message is somebody else's.
    if (event.data !== LOCKED && event.data !== NOT_LOCKED) return;
    event.stopImmediatePropagation();
    worker.removeEventListener('message', starts);
    clearTimeout(late);
    if (event.data === NOT_LOCKED) return;
    navigator.locks.request(name, onEnd).catch(() => undefined);
  };
  worker.addEventListener('message', starts);
  return worker;
}

let made: string | undefined;

/**
 * The blob's address, made once: a worker that replaces a cancelled one starts from the same. Before
 * all else the worker takes a lock; where it cannot, as on pages from an insecure origin, it goes
 * without. The import is a dynamic one because Firefox does not ask the service worker for the static
 * imports of a blob, and would need the network; messages that come before it has ended and the lock
 * is told of are handed on.
 */
function bootstrap(): string {
  const module = JSON.stringify(new URL(address, location.href).href);
  const line = `
    const early = [];
    onmessage = (event) => early.push(event);
    const told = new Promise((locked, refused) => {
      const live = () => {
        locked("${LOCKED}");
        return new Promise(() => {});
      };
      navigator.locks.request(name, live).catch(refused);
    })
      .catch(() => "${NOT_LOCKED}")
      .then((first) => postMessage(first));
    Promise.all([import(${module}), told]).then(() => early.forEach(onmessage), reportError);
  `;
  made ??= URL.createObjectURL(new Blob([line], { type: 'text/javascript' }));
  return made;
}
