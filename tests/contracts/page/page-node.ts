/** As much of a DOM's node as Preact needs to render into, without a browser. Nothing is laid out. */
export class PageNode {
  readonly childNodes: PageNode[] = [];
  readonly attributes = new Map<string, unknown>();
  readonly style = { setProperty() {} };
  readonly dataset = {};
  parentNode: PageNode | null = null;

  readonly localName: string;
  /** Of a text. */
  data: string;

  constructor(localName: string, data = '') {
    this.localName = localName;
    this.data = data;
  }

  get nodeType(): number {
    return this.localName === '#text' ? 3 : 1;
  }

  get namespaceURI(): string {
    return 'http://www.w3.org/1999/xhtml';
  }

  get ownerDocument() {
    return PAGE_DOCUMENT;
  }

  get firstChild(): PageNode | null {
    return this.childNodes[0] ?? null;
  }

  get nextSibling(): PageNode | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  /** The words in it, those of two blocks apart. */
  get words(): string {
    if (this.nodeType === 3) return this.data;
    const words = this.childNodes.map((child) => child.words).join('');
    return INLINE.has(this.localName) ? words : `${words}\n`;
  }

  insertBefore(child: PageNode, before: PageNode | null): PageNode {
    child.remove();
    const at = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }

  appendChild(child: PageNode): PageNode {
    return this.insertBefore(child, null);
  }

  removeChild(child: PageNode): PageNode {
    child.remove();
    return child;
  }

  remove(): void {
    const siblings = this.parentNode?.childNodes;
    siblings?.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }

  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  addEventListener(): void {}

  removeEventListener(): void {}

  /** All elements of that name in it, in their order. */
  all(localName: string): PageNode[] {
    return this.childNodes.flatMap((child) => [
      ...(child.localName === localName ? [child] : []),
      ...child.all(localName),
    ]);
  }
}

const INLINE = new Set(['span', 'strong', 'em', 'code', 'a', 'button', 'b', 'i', 'sub', 'sup']);

/** The document of every such node. */
export const PAGE_DOCUMENT = {
  documentElement: new PageNode('html'),
  activeElement: null,
  createElement: (name: string) => new PageNode(name),
  createElementNS: (_: string, name: string) => new PageNode(name),
  createTextNode: (text: string) => new PageNode('#text', text),
  addEventListener() {},
};
