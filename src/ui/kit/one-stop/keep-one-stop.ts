import { nextSpot, type Spot } from './roving.ts';

/** What takes the focus in a group. Sliders, choices and radio buttons use arrow keys themselves. */
const CONTROLS = 'a[href], button, summary, input:not([type="radio"], [type="range"])';
const CURRENT = '[aria-current]:not([aria-current="false"])';
const GROUP = 'data-one-stop';
/** Arrow keys and ends that move the caret of a field. */
const CARET = ['ArrowLeft', 'ArrowRight', 'Home', 'End'];

/** How many have asked for a group, and how to end it. */
const kept = new WeakMap<HTMLElement, { asked: number; end: () => void }>();

/**
 * Makes an element one stop of the Tab key: Tab goes to one of its controls, the one that had the focus
 * last or else the current one of a list, and arrow keys, Home and End go to the others. Groups inside
 * are stops of their own. An element without controls is a stop itself while it scrolls. May be asked
 * for more than once. Returns how to end it.
 */
export function keepOneStop(group: HTMLElement): () => void {
  const known = kept.get(group) ?? { asked: 0, end: begin(group) };
  known.asked++;
  kept.set(group, known);
  return () => {
    known.asked--;
    if (known.asked > 0) return;
    known.end();
    kept.delete(group);
  };
}

function begin(group: HTMLElement): () => void {
  let last: HTMLElement | null = null;
  const settle = () => {
    const controls = controlsOf(group);
    const enabled = controls.filter((control) => !control.matches(':disabled'));
    const kept = enabled.find((control) => control === last);
    const current = enabled.find((control) => control.matches(CURRENT));
    const stop = kept ?? current ?? enabled.find(isVisible) ?? enabled[0];
    for (const control of controls) control.tabIndex = control === stop ? 0 : -1;
    if (controls.length === 0 && scrolls(group)) group.tabIndex = 0;
    else group.removeAttribute('tabindex');
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === last) return;
    if (!controlsOf(group).includes(target)) return;
    last = target;
    settle();
  };
  const onKey = (event: KeyboardEvent) => move(group, event);
  group.setAttribute(GROUP, '');
  group.addEventListener('focusin', onFocus);
  group.addEventListener('keydown', onKey);
  const changes = new MutationObserver(settle);
  changes.observe(group, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  const sizes = new ResizeObserver(settle);
  sizes.observe(group);
  for (const child of group.children) sizes.observe(child);
  settle();
  return () => {
    changes.disconnect();
    sizes.disconnect();
    group.removeEventListener('focusin', onFocus);
    group.removeEventListener('keydown', onKey);
    group.removeAttribute(GROUP);
  };
}

function move(group: HTMLElement, event: KeyboardEvent): void {
  const { key, target, defaultPrevented, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (defaultPrevented || ctrlKey || metaKey || altKey || shiftKey) return;
  if (target instanceof HTMLInputElement && target.type !== 'checkbox' && CARET.includes(key))
    return;
  const usable = (control: HTMLElement) => !control.matches(':disabled') && isVisible(control);
  const controls = controlsOf(group).filter(usable);
  const at = controls.indexOf(target as HTMLElement);
  if (at < 0) return;
  const next = nextSpot(controls.map(spotOf), at, key);
  if (next === undefined) return;
  event.preventDefault();
  controls[next]?.focus();
}

/** The group's own controls, in reading order. */
function controlsOf(group: HTMLElement): HTMLElement[] {
  const all = group.querySelectorAll<HTMLElement>(CONTROLS);
  return [...all].filter((control) => control.closest(`[${GROUP}]`) === group);
}

function isVisible(control: HTMLElement): boolean {
  return control.checkVisibility({ visibilityProperty: true });
}

function spotOf(control: HTMLElement): Spot {
  const cell = control.closest<HTMLTableCellElement>('td, th');
  const row = cell?.closest('tr');
  return { row: row?.rowIndex ?? 0, column: cell?.cellIndex ?? 0 };
}

function scrolls({ scrollWidth, clientWidth, scrollHeight, clientHeight }: HTMLElement): boolean {
  // Widths are rounded.
  return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
}
