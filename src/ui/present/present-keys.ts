import { preferences } from '../lab.ts';

/** What the keys of a presentation do. */
interface KeyActions {
  readonly next: () => void;
  readonly back: () => void;
  readonly leave: () => void;
  readonly note: () => void;
  readonly settings: () => void;
}

/** Where keys type, choose or move something of their own. */
const TYPING = 'input, select, textarea, [role="slider"], [role="grid"], [contenteditable]';
const PRESSED_BY_SPACE = 'button, summary, a, [role="button"]';

const NEXT = ['ArrowRight', 'PageDown', ' '];
const BACK = ['ArrowLeft', 'PageUp'];

/** Acts on a key, unless something on the page has a use for it. */
export function onPresentKey(event: KeyboardEvent, actions: KeyActions): void {
  const { key, target, shiftKey } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  // What lies on top takes the key first.
  if (document.querySelector(':popover-open, dialog[open]') !== null) return;
  const element = target instanceof Element ? target : document.body;
  const act = actionOf(key, shiftKey, element, actions);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actionOf(
  key: string,
  shift: boolean,
  target: Element,
  { next, back, leave, note, settings }: KeyActions,
): (() => void) | undefined {
  if (key === 'Escape') return leave;
  if (target.closest(TYPING) !== null) return undefined;
  if (key === ' ' && target.closest(PRESSED_BY_SPACE) !== null) return undefined;
  if (key.startsWith('Arrow') && scrollsSideways(target)) return undefined;
  if (BACK.includes(key) || (key === ' ' && shift)) return back;
  if (NEXT.includes(key)) return next;
  if (preferences.singleKeys.peek() === 'off') return undefined;
  if (key === 'n') return note;
  return key === 's' ? settings : undefined;
}

function scrollsSideways(target: Element): boolean {
  return target.closest('.table-scroll') === target && target.scrollWidth > target.clientWidth;
}
