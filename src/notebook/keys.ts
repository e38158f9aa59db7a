import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { circumstancesOf } from '../pipeline/plan/dependences.ts';
import type { SourceName } from '../pipeline/plan/plan-step.ts';
import type { CellId } from './cell-definition.ts';
import { cellDefinition } from './cells.ts';

/** What keys are made from. */
export interface KeySource {
  readonly parameters: () => LabParameters;
  /** Tells what is open from what was open before; empty: nothing is. */
  readonly sourceKey: (source: SourceName) => string;
  /** Whether a cell that may be missing holds the result of what is set now. */
  readonly isCurrent: (id: CellId) => boolean;
  /** The key of another cell, which need not be made again. */
  readonly keyOf: (id: CellId) => string;
}

/** What a cell's result depends on, as text: its parameters, what is open, and what it reads now. */
export function keyOf(id: CellId, source: KeySource): string {
  const { reads, readsIfThere } = cellDefinition(id);
  const there = readsIfThere(source.parameters()).filter(source.isCurrent);
  return key(id, [...reads, ...there], source);
}

/** The key once everything that the cell may read is there: what a run of it is after. */
export function wantedKeyOf(id: CellId, source: KeySource): string {
  const { reads, readsIfThere } = cellDefinition(id);
  return key(id, [...reads, ...readsIfThere(source.parameters())], source);
}

/** What a cell's fitting depends on, as text; `undefined` of a cell that fits nothing. */
export function fitKeyOf(id: CellId, source: KeySource): string | undefined {
  const { fit, reads } = cellDefinition(id);
  return fit && `fit ${key(id, reads, source, fit.dependsOn)}`;
}

function key(
  id: CellId,
  reads: readonly CellId[],
  source: KeySource,
  dependsOn = cellDefinition(id).dependsOn,
): string {
  const parameters = source.parameters();
  const { parameters: own, sources } = dependsOn(
    circumstancesOf(parameters, {
      fromFile: source.sourceKey('files') !== '',
      byLab: source.sourceKey('lab') !== '',
    }),
  );
  const parts = [
    ...sources.map(source.sourceKey),
    JSON.stringify(own.map((name) => parameters[name])),
    ...reads.map(source.keyOf),
  ];
  return `${id}(${parts.join('; ')})`;
}
