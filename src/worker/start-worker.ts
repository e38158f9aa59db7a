import address from './worker.ts?worker&url';

/**
 * Starts a worker that is bound by the page's content security policy. A policy in a `<meta>` binds
 * only the page; a worker loaded from the network has none, and it is there that a person's files
 * are read. A worker made from a blob inherits the policy of the page that made it (HTML,
 * "initialize a worker global scope's policy container"), so the blob is one line that imports the
 * real module.
 */
export function startWorker(): Worker {
  return new Worker(bootstrap(), { type: 'module' });
}

let made: string | undefined;

/**
 * The blob's address, made once: a worker that replaces a cancelled one starts from the same. The
 * import is a dynamic one because Firefox does not ask the service worker for the static imports of
 * a blob, and would need the network; messages that come before its end are handed on.
 */
function bootstrap(): string {
  const module = JSON.stringify(new URL(address, location.href).href);
  const line = `const early = []; onmessage = (event) => early.push(event); import(${module}).then(() => early.forEach(onmessage), reportError);`;
  made ??= URL.createObjectURL(new Blob([line], { type: 'text/javascript' }));
  return made;
}
