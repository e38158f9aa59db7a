/// <reference types="vite/types/importMeta.d.ts" />
import type { OutlierDetector } from '../../models/detector.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { DetectorMaker } from './detector-row.ts';

const makers = import.meta.glob<DetectorMaker>('../detectors/*.ts', {
  eager: true,
  import: 'maker',
});
const MAKERS = new Map(
  Object.entries(makers).map(([path, maker]) => [path.replace(/^.*\/|\.ts$/g, ''), maker]),
);

/** What makes the detector of that name, and knows it once it is fitted. */
export function detectorMaker(name: DetectorName): DetectorMaker {
  const maker = MAKERS.get(name);
  if (maker === undefined) throw new Error(`There is no detector "${name}".`);
  return maker;
}

/** A fitted detector from what its `toJSON` gave. @throws InputError for anything else */
export function restoreDetector(name: DetectorName, json: unknown): OutlierDetector {
  return detectorMaker(name).restore(json);
}
