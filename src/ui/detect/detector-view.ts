/// <reference types="vite/types/importMeta.d.ts" />
import type { ComponentChildren } from 'preact';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';

/** For whoever stands in front of the class. */
export interface InstructorNote {
  readonly ask: string;
  readonly surprises: string;
}

/** What a person sees of a detector besides its figures. */
export interface DetectorView {
  /** What it does and why, what to look for, what goes wrong. */
  readonly prose: ComponentChildren;
  readonly note: InstructorNote;
  /** What becomes of it in an engine elsewhere, where it can go there. */
  readonly elsewhere?: ComponentChildren;
}

const views = import.meta.glob<DetectorView>('./*.tsx', { eager: true, import: 'view' });

/** The view half of a detector; a file of its name in this folder is all that it takes. */
export function detectorView(name: DetectorName): DetectorView {
  const view = views[`./${name}.tsx`];
  if (view === undefined) throw new Error(`The detector "${name}" has no view.`);
  return view;
}
