import type { Lab } from './create-lab.ts';

/**
 * The lab on this page, part by part, for its components. `main.tsx` makes it and fills this in before
 * anything is drawn. What can be tried without a page takes a lab as an argument instead.
 */
export let pageLab: Lab;

export let openedLink: Lab['openedLink'];
export let tasks: Lab['tasks'];
export let preferences: Lab['preferences'];
export let notebook: Lab['notebook'];
export let live: Lab['live'];
export let heldBack: Lab['heldBack'];
export let chosenDetectors: Lab['chosenDetectors'];
export let askedDetector: Lab['askedDetector'];
export let shownDetector: Lab['shownDetector'];
export let streamRun: Lab['streamRun'];
export let selectedFlow: Lab['selectedFlow'];
export let selectedType: Lab['selectedType'];
export let selectedVerdict: Lab['selectedVerdict'];
export let dailyBase: Lab['dailyBase'];
export let allowRules: Lab['allowRules'];
export let columnMappings: Lab['columnMappings'];
export let labelWords: Lab['labelWords'];
export let pinned: Lab['pinned'];

/** Makes this lab the one on the page; once, before anything is drawn. */
export function fillPage(lab: Lab): void {
  pageLab = lab;
  ({ openedLink, tasks, preferences, notebook, live, heldBack } = lab);
  ({ chosenDetectors, askedDetector, shownDetector, streamRun } = lab);
  ({ selectedFlow, selectedType, selectedVerdict, dailyBase } = lab);
  ({ allowRules, columnMappings, labelWords, pinned } = lab);
}

/**
 * State that belongs to a lab and is made when it is first asked for, so that its code can load later
 * than the page. Without an argument it is that of the lab on the page.
 */
export function perLab<State>(make: (lab: Lab) => State): (lab?: Lab) => State {
  const made = new WeakMap<Lab, State>();
  return (lab = pageLab) => {
    const state = made.get(lab) ?? make(lab);
    made.set(lab, state);
    return state;
  };
}
