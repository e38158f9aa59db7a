import { type ComponentType, h, render } from 'preact';
import { afterAll, vi } from 'vitest';
import { decodeLink } from '../../../src/notebook/share-link.ts';
import type { Lab } from '../../../src/ui/create-lab.ts';
import type { TaskRunner } from '../../../src/worker/bridge.ts';
import { TASKS } from '../../../src/worker/tasks.ts';
import { PAGE_DOCUMENT, PageNode } from './page-node.ts';

/** Runs tasks in this thread. */
const IN_PLACE: TaskRunner = {
  run: async (task, input) => TASKS[task](input, { now: () => 0, onProgress() {} }),
};

/** What the page finds around itself, until the tests of the file are over. */
const AROUND = {
  document: PAGE_DOCUMENT,
  location: { search: '', hash: '', href: 'http://localhost/' },
  matchMedia: () => ({ matches: false, addEventListener() {} }),
  addEventListener() {},
};

/** Nothing runs until asked. */
const STEP_MODE = {
  getItem: (key: string) => (key.endsWith('.mode') ? 'step' : null),
  setItem() {},
  removeItem() {},
};

/** Makes modules of the page work here, with a lab of their own: to be called before one is imported. */
export async function openPage(): Promise<Lab> {
  for (const [name, value] of Object.entries(AROUND)) vi.stubGlobal(name, value);
  afterAll(() => {
    vi.unstubAllGlobals();
  });
  const [{ createLab }, { fillPage }] = await Promise.all([
    import('../../../src/ui/create-lab.ts'),
    import('../../../src/ui/lab.ts'),
  ]);
  const link = decodeLink('');
  const lab = createLab({ tasks: IN_PLACE, clock: () => 0, storage: STEP_MODE, link });
  fillPage(lab);
  return lab;
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
