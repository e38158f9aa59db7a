import type { LabParameters } from '../pipeline/parameter-facts.ts';
import { type CellId, cellDefinition } from './cells.ts';

/** What keys are made from. */
export interface KeySource {
  readonly parameters: () => LabParameters;
  /** Names the file that traffic comes from; empty: it is generated. */
  readonly file: () => string;
  /** Whether a cell that may be missing holds the result of what is set now. */
  readonly isCurrent: (id: CellId) => boolean;
  /** The key of another cell, which need not be made again. */
  readonly keyOf: (id: CellId) => string;
}

/** What a cell's result depends on, as text: its parameters and the keys of what it reads now. */
export function keyOf(id: CellId, source: KeySource): string {
  const { reads, readsIfThere } = cellDefinition(id);
  return key(id, [...reads, ...readsIfThere.filter(source.isCurrent)], source);
}

/** The key once everything that the cell may read is there: what a run of it is after. */
export function wantedKeyOf(id: CellId, source: KeySource): string {
  const { reads, readsIfThere } = cellDefinition(id);
  return key(id, [...reads, ...readsIfThere], source);
}

function key(id: CellId, reads: readonly CellId[], source: KeySource): string {
  const parameters = source.parameters();
  const file = source.file();
  const own = cellDefinition(id)
    .parameters(file !== '')
    .map((name) => parameters[name]);
  const read = reads.map(source.keyOf);
  return `${id}(${[id === 'generate' ? file : '', JSON.stringify(own), ...read].join('; ')})`;
}
