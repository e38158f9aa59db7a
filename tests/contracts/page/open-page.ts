import { type ComponentType, h, render } from 'preact';
import { afterAll, vi } from 'vitest';
import { TASKS, type TaskName, type Tasks } from '../../../src/worker/tasks.ts';
import { PAGE_DOCUMENT, PageNode } from './page-node.ts';

/** Runs tasks in this thread. */
class WorkerInPlace {
  onmessage: ((event: { readonly data: object }) => void) | null = null;
  onerror = null;

  async postMessage<Name extends TaskName>({
    task,
    input,
  }: {
    task: Name;
    input: Tasks[Name]['input'];
  }) {
    try {
      const output = await TASKS[task](input, { now: () => 0, onProgress() {} });
      this.onmessage?.({ data: { kind: 'done', output } });
    } catch (error) {
      this.onmessage?.({ data: { kind: 'failed', message: String(error), inputError: false } });
    }
  }

  /** It is there at once, and takes no lock. */
  addEventListener(_type: string, starts: (event: object) => void) {
    starts({ data: 'not locked', stopImmediatePropagation() {} });
  }

  removeEventListener() {}

  terminate() {}
}

/** What the page finds around itself, until the tests of the file are over. It waits until asked. */
const AROUND = {
  document: PAGE_DOCUMENT,
  location: { search: '', hash: '', href: 'http://localhost/' },
  navigator: { hardwareConcurrency: 2 },
  localStorage: { getItem: (key: string) => (key.endsWith('.mode') ? 'step' : null), setItem() {} },
  matchMedia: () => ({ matches: false, addEventListener() {} }),
  addEventListener() {},
  Worker: WorkerInPlace,
};

/** Makes modules of the page work here: to be called before one is imported. */
export function openPage(): void {
  for (const [name, value] of Object.entries(AROUND)) vi.stubGlobal(name, value);
  afterAll(() => {
    vi.unstubAllGlobals();
  });
}

/** What a component renders at once. */
export function rendered<Props extends object>(part: ComponentType<Props>, props: Props): PageNode {
  const root = new PageNode('main');
  render(h(part, props), root as unknown as Element);
  const copy = copyOf(root);
  // Else it would go on, with effects that look for a browser.
  render(null, root as unknown as Element);
  return copy;
}

function copyOf(node: PageNode): PageNode {
  const copy = new PageNode(node.localName, node.data);
  for (const [name, value] of node.attributes) copy.setAttribute(name, value);
  for (const child of node.childNodes) copy.appendChild(copyOf(child));
  return copy;
}
