import { describe, expect, it } from 'vitest';
import { ATTACK, NORMAL, UNLABELLED } from '../../../src/data/flow-table.ts';
import { classOfLabel } from '../../../src/data/import/labels.ts';

describe('a label', () => {
  it.each(['0', '0.0', 'Benign', 'BENIGN', ' normal. ', 'flow=From-Normal-V42'])(
    '%j is normal',
    (label) => {
      expect(classOfLabel(label)).toBe(NORMAL);
    },
  );

  it.each([
    '1',
    '1.0',
    'Malicious',
    'attack',
    'Anomaly',
    'abnormal',
    'DDoS',
    'flow=From-Botnet-V42',
  ])('%j is an attack', (label) => {
    expect(classOfLabel(label)).toBe(ATTACK);
  });

  it.each([
    ...['', '-', '(empty)', '-1', 'Unknown', 'unlabelled', 'NeedManualLabel', 'No Label'],
    ...['flow=Background-UDP-Established', 'flow=From-Background', 'flow=To-Botnet-V42-UDP'],
  ])('%j is none', (label) => {
    expect(classOfLabel(label)).toBe(UNLABELLED);
  });

  it.each(['2', '0.5', '-3', '1e9'])('%j means nothing', (label) => {
    expect(classOfLabel(label)).toBe(undefined);
  });
});
