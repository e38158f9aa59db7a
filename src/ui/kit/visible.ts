import { options, type VNode } from 'preact';
import { visibleText } from '../../data/visible-text.ts';

/** Attributes that are read, whoever's words they hold. */
const READ = ['title', 'alt', 'placeholder', 'label', 'aria-label', 'aria-description'];

/**
 * Whatever the page shows passes here: text of a file may hold characters that turn the direction of
 * writing or are not seen at all, and they are shown by their number instead. Values of fields stay
 * as they are, so that what is typed is what is meant.
 */
export function showWhatIsUnseen(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    makeVisible(vnode);
    before?.(vnode);
  };
}

function makeVisible(vnode: VNode): void {
  // A text of its own is a node without a type, whose properties are the text.
  const { props } = vnode as { readonly props: unknown };
  if (typeof props === 'string') Object.assign(vnode, { props: visibleText(props) });
  else if (typeof vnode.type === 'string') makeAttributesVisible(vnode.props);
}

function makeAttributesVisible(props: Record<string, unknown>): void {
  for (const name of READ) {
    const value = props[name];
    if (typeof value === 'string') props[name] = visibleText(value);
  }
}
