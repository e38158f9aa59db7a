import { dependenceOfSteps } from '../pipeline/plan/dependences.ts';
import { PLAN } from '../pipeline/plan/plan.ts';
import type { SourceName } from '../pipeline/plan/plan-step.ts';
import type { CellId } from './cell-definition.ts';
import type { Notebook } from './notebook.ts';
import { settingChanges } from './setting-changes.ts';
import type { Settings } from './sources.ts';

const SOURCE_NAMES: Readonly<Record<SourceName, string>> = {
  files: 'the traffic',
  baseline: 'the file that is learnt from',
  lab: 'the trained lab',
};

/**
 * What is set or open otherwise now than then, as far as the result of a cell depends on it, directly
 * or through what it reads: parameters as `name: then → now`, then what is open, by name.
 */
export function changesSince(id: CellId, then: Settings, now: Settings): string[] {
  const dependence = ({ parameters, open }: Settings) =>
    dependenceOfSteps(PLAN, [id], parameters, {
      fromFile: open.files !== '',
      byLab: open.lab !== '',
    });
  const before = dependence(then);
  const after = dependence(now);
  // What only one of the two depends on has no say in the other: it comes with what is open.
  const isSameKind = then.open.files === now.open.files && then.open.lab === now.open.lab;
  const keys = new Set(
    isSameKind
      ? [...before.parameters, ...after.parameters]
      : [...before.parameters].filter((key) => after.parameters.has(key)),
  );
  const names = Object.keys(SOURCE_NAMES) as SourceName[];
  const sources = names.filter(
    (name) =>
      then.open[name] !== now.open[name] && (before.sources.has(name) || after.sources.has(name)),
  );
  return [
    ...settingChanges(then.parameters, now.parameters, keys),
    ...sources.map((name) => SOURCE_NAMES[name]),
  ];
}

/**
 * The same for the result that a cell holds; empty where it is current, or there is none. Reads
 * signals.
 */
export function changesOfCell(id: CellId, notebook: Notebook): readonly string[] {
  const result = notebook.cell(id).result.value;
  if (result === null || notebook.isCurrent(id)) return [];
  const changes = changesSince(id, result.settings, notebook.settings());
  return changes.length > 0 ? changes : ['the results that it reads'];
}
