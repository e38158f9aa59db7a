import { describe, expect, it } from 'vitest';
import type { CellId } from '../../src/notebook/cell-definition.ts';
import { CELLS } from '../../src/notebook/cells.ts';
import { keyOf } from '../../src/notebook/keys.ts';
import type { ParameterChanges } from '../../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';

/** The cells' keys, each made from its own parameters and no result of another. */
function keysOf(given: ParameterChanges, open: readonly string[] = []) {
  const source = {
    parameters: () => ({ ...NOTEBOOK_PARAMETERS, ...given }),
    sourceKey: (name: string) => (open.includes(name) ? `${name} 1` : ''),
    isCurrent: () => false,
    keyOf: () => '',
  };
  return new Map(CELLS.map(({ id }) => [id, keyOf(id, source)]));
}

/** The cells that another setting makes stale, all else as given. */
function changedBy(
  change: ParameterChanges,
  given: ParameterChanges = {},
  open: readonly string[] = [],
): CellId[] {
  const [before, after] = [keysOf(given, open), keysOf({ ...given, ...change }, open)];
  return CELLS.map(({ id }) => id).filter((id) => before.get(id) !== after.get(id));
}

describe('what time features depend on', () => {
  it('is nothing while they are off, but for the study that turns them on', () => {
    expect(changedBy({ timeWindow: 60 })).toEqual(['time']);
    expect(changedBy({ timeZone: 'Europe/Berlin' })).toEqual(['time']);
  });

  it('is their window and the zone of their clocks while they are on', () => {
    expect(changedBy({ timeFeatures: true })).toEqual([
      'engineer',
      'scale',
      'voting',
      'red-team',
      'pitfalls',
      'stream',
    ]);
    const dependent = ['engineer', 'voting', 'time', 'red-team', 'pitfalls', 'stream'];
    expect(changedBy({ timeWindow: 60 }, { timeFeatures: true })).toEqual(dependent);
    expect(changedBy({ timeZone: 'Europe/Berlin' }, { timeFeatures: true })).toEqual(dependent);
  });

  it('is the same for another file that is learnt from', () => {
    const given = { timeFeatures: true, trainOn: 'file' } as const;
    expect(changedBy({ timeWindow: 60 }, given, ['baseline'])).toEqual([
      'engineer',
      'scale',
      'voting',
      'time',
      'red-team',
      'pitfalls',
      'stream',
    ]);
  });

  it('the rhythm of generated flows is one of generated traffic alone, and of no file', () => {
    for (const change of [{ beaconPeriod: 60 }, { beaconJitter: 1 }, { monitorShare: 0.5 }]) {
      expect(changedBy(change)).toEqual(['generate', 'voting', 'time', 'red-team', 'pitfalls']);
      expect(changedBy(change, {}, ['files'])).toEqual(['voting', 'time', 'red-team', 'pitfalls']);
    }
  });
});

describe('what a study of many seeds depends on', () => {
  it('is neither the seed nor a file, but how many seeds', () => {
    expect(changedBy({ seed: '7' })).toEqual(expect.not.arrayContaining(['voting', 'time']));
    expect(changedBy({ seed: '7' })).not.toContain('red-team');
    expect(changedBy({ seed: '7' })).not.toContain('pitfalls');
    expect(changedBy({ redTeamAttack: 'ddos' })).toEqual(['red-team', 'pitfalls']);
    expect(changedBy({ sample: 100 })).toEqual(expect.not.arrayContaining(['voting', 'time']));
    expect(changedBy({ seeds: '5' })).toEqual(['voting', 'time', 'red-team', 'pitfalls']);
  });

  it('is no setting that the study makes by itself', () => {
    expect(changedBy({ logRatios: true })).toContain('voting');
    expect(changedBy({ logRatios: true })).not.toContain('time');
  });

  it('is no setting of the stream', () => {
    expect(changedBy({ alertRate: 0.5, driftFrom: 700 })).toEqual(['stream']);
  });
});

describe('what the classifier depends on', () => {
  const both = ['attack-classifier', 'unknown-attack'];

  it('is its form, its parts and how it learns, as does what it makes of an unknown attack', () => {
    expect(changedBy({ classWeights: 'balanced' })).toEqual(both);
    expect(changedBy({ testShare: 0.5 })).toEqual(both);
    expect(changedBy({ patience: 3 })).toEqual(expect.arrayContaining(both));
  });

  it('is no setting of a detector; that is for who stands beside an unknown attack', () => {
    for (const change of [{ contamination: 0.2 }, { nu: 0.3 }, { trainOn: 'normal' as const }]) {
      expect(changedBy(change)).toContain('unknown-attack');
      expect(changedBy(change)).not.toContain('attack-classifier');
    }
    expect(changedBy({ holdOut: 0.5 })).not.toContain('unknown-attack');
  });

  it('is nothing but the lab where that has one', () => {
    expect(changedBy({ classWeights: 'balanced' }, {}, ['lab'])).toEqual(['unknown-attack']);
  });
});
