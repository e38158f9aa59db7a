import { describe, expect, it } from 'vitest';
import { answerColumns } from '../../../src/data/import/labels/answer-columns.ts';
import { importBytes } from './support.ts';

/** The columns of answers of a table, by name. */
function answers(header: string, ...rows: readonly string[]) {
  const names = header.split(',');
  const cells = rows.map((row) => row.split(','));
  const { label, attackType, others, doubtful } = answerColumns(names, (at) =>
    cells.map((row) => row[at] ?? ''),
  );
  const nameOf = (at: number) => names[at] ?? null;
  return {
    label: nameOf(label),
    type: nameOf(attackType),
    others: others.map(nameOf),
    doubtful: doubtful.map(nameOf),
  };
}

const flags = (column: string) => answers(`a,${column}`, '5.5,0', '6.5,1', '7,0');

describe('a column of zeros and ones is the label', () => {
  it.each([
    ...['label', 'Label', ' LABEL ', 'labels', 'class', 'Class', 'CLASS', 'attack', 'Attack'],
    ...['is_attack', 'isAttack', 'IsAttack', 'is attack', 'attack_flag', 'Attack_label', 'attacks'],
    ...['malicious', 'is_malicious', 'anomaly', 'Is_Anomaly', 'outlier', 'is outlier', 'intrusion'],
    ...['benign', 'is_benign', 'normal', 'isNormal', 'legit', 'target', 'Target', 'y', 'Y'],
    ...['binary_label', 'label_binary', 'class_label', 'ground_truth', 'true label', 'verdict'],
    ...['label (2)', 'label2', 'attacklabel', 'isattack', 'Class_1', 'threat', 'anomaly_label'],
  ])('%j', (column) => {
    expect(flags(column)).toMatchObject({ label: column });
  });

  it.each([
    ...[
      'x',
      'syn_flag',
      'PSH Flag Cnt',
      'flag',
      'is_private',
      'target_port',
      'has_dns',
      'dst class',
    ],
    ...['traffic', 'score', 'anomaly_score', 'device_class', 'type', 'category', 'b', 'alerts'],
  ])('but not %j', (column) => {
    expect(flags(column).label).toBeNull();
  });
});

describe('several answers', () => {
  it.each([
    ['attack,category,subcategory', '1,DoS,UDP', '0,Normal,Normal'],
    ['Attack_label,Attack_type', '0,Normal', '1,MITM'],
    ['label,type', '1,backdoor', '0,normal'],
    ['Label,Attack', '0,Benign', '1,Exploits'],
    ['class,attackType,attackID,attackDescription', 'normal,---,---,---', 'attacker,dos,1,long'],
    ['attack_cat,Label', ',0', 'Exploits,1'],
    ['Label,Cat,Sub_Cat', 'Normal,Normal,Normal', 'Anomaly,Mirai,Mirai-Ack'],
    ['Target,Traffic', '0,normal', '1,DoS'],
    ['label,detailed-label', 'Benign,-', 'Malicious,C&C'],
    ['label_id,label', '0,BENIGN', '3,DDoS'],
    ['is_attack,label', '0,benign', '1,scan'],
  ])('of %s: one label, one type, and the rest', (header, ...rows) => {
    const expected: Record<string, unknown> = {
      'attack,category,subcategory': ['attack', 'category', ['subcategory']],
      'Attack_label,Attack_type': ['Attack_label', 'Attack_type', []],
      'label,type': ['label', 'type', []],
      'Label,Attack': ['Label', 'Attack', []],
      'class,attackType,attackID,attackDescription': [
        'class',
        'attackType',
        ['attackID', 'attackDescription'],
      ],
      'attack_cat,Label': ['Label', 'attack_cat', []],
      'Label,Cat,Sub_Cat': ['Label', 'Cat', ['Sub_Cat']],
      'Target,Traffic': ['Target', 'Traffic', []],
      'label,detailed-label': ['label', 'detailed-label', []],
      'label_id,label': ['label', null, ['label_id']],
      'is_attack,label': ['label', null, ['is_attack']],
    };
    const { label, type, others } = answers(header, ...rows);
    expect([label, type, others]).toEqual(expected[header]);
  });

  it('of which one is understood: that is the label', () => {
    expect(answers('label,attack_type', '0,Benign', '4,DoS', '7,Scan')).toMatchObject({
      label: 'attack_type',
      others: ['label'],
    });
  });
});

describe('cells', () => {
  it('that speak of normal rows make a label of a column of any name', () => {
    expect(answers('a,column_7', '1,normal', '2,neptune').label).toBe('column_7');
    expect(answers('a,state', '1,ok', '2,failed').label).toBeNull();
    expect(answers('a,dns_AA', '1,F', '2,T').label).toBeNull();
  });

  it('of few whole numbers are classes where the name says so', () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${i / 7},${i % 50}`);
    expect(answers('a,class', ...rows).label).toBe('class');
    expect(answers('a,target', ...rows).label).toBe('target');
    expect(answers('a,width', ...rows).label).toBeNull();
  });

  it('of measured values are none, which is told', () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${i},${i / 7}`);
    expect(answers('a,class', ...rows)).toMatchObject({ label: null, doubtful: ['class'] });
    expect(answers('a,y', ...rows)).toMatchObject({ label: null, doubtful: [] });
    expect(answers('a,label', ...rows).label).toBe('label');
  });

  it('of a point called y beside x are where it lies', () => {
    expect(answers('x,y', '0,0', '1,1').label).toBeNull();
    expect(answers('x1,x2,y', '0.5,0,0', '0.7,1,1').label).toBe('y');
  });
});

describe('a table of numbers', () => {
  const encoder = new TextEncoder();
  const table = async (text: string, reading?: { label?: string | null; attackType?: string }) => {
    const readingOfTable = () => ({ as: 'table' as const, ...reading });
    const options = reading === undefined ? {} : { readingOfTable };
    const result = await importBytes(encoder.encode(text), 'table', options);
    if (result.kind !== 'table') throw new Error('a table was expected');
    const { matrix, label, attackType, problems } = result;
    const types = Array.from(attackType.codes, (code) => attackType.names[code]);
    const notes = problems.map(({ reason }) => reason);
    return { features: matrix.names, label: [...label], types, notes };
  };
  const TEXT = 'a,b,attack,kind,class_id\n1,5,0,fine,3\n2,6,1,bad one,4\n3,7,1,bad two,5\n';

  it('keeps answers out of the features, and says so', async () => {
    expect(await table(TEXT)).toEqual({
      features: ['a', 'b'],
      label: [0, 1, 1],
      types: ['normal', 'attack', 'attack'],
      notes: [
        'columns that are not used',
        'attack is read as the label: it is no feature; for none, --format table --map label=',
        'no features, as they tell the answer too: class_id',
      ],
    });
  });

  it('takes those that a person names', async () => {
    const said = await table(TEXT, { label: 'KIND', attackType: 'class_id' });
    expect(said).toMatchObject({ features: ['a', 'b'], label: [0, 1, 1] });
    const none = await table(TEXT, { label: null });
    expect(none.features).toEqual(['a', 'b', 'attack', 'class_id']);
    expect([none.label, none.types]).toEqual([
      [-1, -1, -1],
      ['unknown', 'unknown', 'unknown'],
    ]);
    expect(none.notes).toEqual(['columns that are not used']);
  });

  it('says which columns only look like answers', async () => {
    const rows = Array.from({ length: 150 }, (_, i) => `${i},${i / 3}\n`).join('');
    const { features, notes } = await table(`a,attack\n${rows}`);
    expect(features).toEqual(['a', 'attack']);
    expect(notes).toEqual([
      'features, though their names are those of answers, for they hold too many numbers: attack',
    ]);
  });
});
