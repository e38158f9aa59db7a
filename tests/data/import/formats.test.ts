import { describe, expect, it } from 'vitest';
import { readFixture } from '../../support.ts';
import { attackTypes, importFlows, importTable, plainColumns, told } from './support.ts';

const fixture = (name: string) => readFixture(`import/${name}`);

/** What conn.log, conn.json.log and conn.csv all say. */
const FOUR_FLOWS = {
  startTime: [1700000000.25, 1700000001, 1700000002.125, 1700000070],
  originatorAddress: ['10.0.0.5', '10.0.0.6', '10.0.0.5', '10.0.0.5'],
  originatorPort: [50001, 50002, 50003, 8],
  responderAddress: ['192.0.2.10', '192.0.2.10', '192.0.2.53', '192.0.2.10'],
  dstPort: [443, 443, 53, 0],
  protocol: ['TCP', 'TCP', 'UDP', 'ICMP'],
  service: ['ssl', '', 'dns', ''],
  uid: ['Ca1', 'Ca2', 'Ca3', 'Ca4'],
  duration: [1.5, 0, 0.02, 0.5],
  bytesSent: [300, 0, 40, 56],
  bytesRecv: [4500, 0, 120, 56],
  packetsSent: [6, 1, 1, 1],
  packetsRecv: [8, 0, 1, 1],
  connState: ['SF', 'S0', 'SF', 'OTH'],
  srcIpCount: [1, 2, 1, 1],
  dstIpCount: [1, 1, 2, 1],
  unknown: ['', 'bytes duration', '', ''],
};

const UNSET = [
  'repaired duration is unset: 0 used: 1',
  'repaired orig_bytes is unset: 0 used: 1',
  'repaired resp_bytes is unset: 0 used: 1',
];

describe('a Zeek connection log', () => {
  it.each([
    ['conn.log', 'Zeek conn.log (TSV)', 10, 7, 2],
    ['conn.json.log', 'Zeek conn.log (JSON lines)', 2, 1, 1],
  ])('reads alike from %s', async (name, format, line, headerLine, unused) => {
    const result = await importFlows(fixture(name));
    expect(result.format).toBe(format);
    expect(result.rowsRead).toBe(4);
    expect(plainColumns(result.flows)).toEqual({
      ...FOUR_FLOWS,
      label: [-1, -1, -1, -1],
      attackType: ['unknown', 'unknown', 'unknown', 'unknown'],
    });
    expect(told(result.problems)).toEqual([
      ...UNSET.map((problem) => `${problem} at ${line}`),
      `ignored columns that are not used: ${unused} at ${headerLine}`,
    ]);
  });

  it('reads alike from CSV with labels', async () => {
    const result = await importFlows(fixture('conn.csv'));
    expect(result.format).toBe('Zeek conn.log (CSV)');
    expect(plainColumns(result.flows)).toEqual({
      ...FOUR_FLOWS,
      label: [0, 1, 0, -1],
      attackType: ['normal', 'PartOfAHorizontalPortScan', 'normal', 'unknown'],
    });
    expect(told(result.problems)).toEqual([
      ...UNSET.map((problem) => `${problem} at 3`),
      'ignored columns that are not used: 2 at 1',
    ]);
  });

  it('reads labels that stand apart by spaces, as in IoT-23', async () => {
    const { flows } = await importFlows(fixture('conn.log.labeled'));
    expect(plainColumns(flows)).toEqual({
      ...FOUR_FLOWS,
      label: [0, 1, 1, -1],
      attackType: ['normal', 'C&C', 'malicious', 'unknown'],
    });
  });

  it('tells that dates in place of seconds name no zone, and reads them in UTC', async () => {
    const dated = fixture('conn.log').replaceAll(/^17\d+\.\d+\t/gm, '2024-05-01 12:00:00\t');
    const { flows, problems } = await importFlows(dated);
    expect([...(flows.startTime ?? [])]).toEqual(Array(4).fill(Date.UTC(2024, 4, 1, 12) / 1000));
    expect(told(problems)).toContain('repaired ts names no zone: read in UTC: 4 at 9 10 11 12');
    const zoned = dated.replaceAll('12:00:00\t', '12:00:00Z\t');
    expect(told((await importFlows(zoned)).problems).join()).not.toContain('zone');
  });

  it('may come several times over in one file, its columns in another order', async () => {
    const again = [
      '#separator \\x2c',
      '#unset_field,N/A',
      '#fields,uid,resp_pkts,orig_pkts,resp_bytes,orig_bytes,duration,proto,' +
        'id.resp_p,id.resp_h,id.orig_p,id.orig_h,ts',
      'Cb1,2,1,N/A,7,0.5,tcp,80,192.0.2.1,1025,10.0.0.9,1700000003',
      '',
    ].join('\n');
    const { flows, rowsRead } = await importFlows(fixture('conn.log') + again);
    const columns = plainColumns(flows);
    expect(rowsRead).toBe(5);
    expect(columns.uid).toEqual(['Ca1', 'Ca2', 'Ca3', 'Ca4', 'Cb1']);
    expect(columns.bytesSent).toEqual([300, 0, 40, 56, 7]);
    expect(columns.service).toEqual(['ssl', '', 'dns', '', '']);
  });

  it('may begin with a byte order mark', async () => {
    const plain = await importFlows(fixture('conn.log'));
    expect(await importFlows(`\ufeff${fixture('conn.log')}`)).toEqual(plain);
  });

  it('forgets the marks of one header with the next', async () => {
    const marked = fixture('conn.log').replace('unset_field\t-', 'unset_field\tnone');
    const { problems } = await importFlows(
      marked.replaceAll('\t-\t', '\tnone\t').replaceAll('\t-\t', '\tnone\t') +
        fixture('conn.log').replace('#unset_field\t-\n', ''),
    );
    expect(told(problems)[0]).toBe('repaired duration is unset: 0 used: 2 at 10 22');
  });

  it('may escape bytes', async () => {
    const escaped = fixture('conn.log').replace('\tssl\t', '\ta\\x09b\\xc3\\xa9\\\\\t');
    const { flows } = await importFlows(escaped);
    expect(plainColumns(flows).service[0]).toBe('a\tbé\\');
  });

  it('may join the members of a set by another separator', async () => {
    const joined = fixture('conn.log')
      .replace('#set_separator\t,', '#set_separator\t;')
      .replace('\tenum\tstring\t', '\tenum\tset[string]\t')
      .replace('\tssl\t', '\tssl;http\t');
    const { flows } = await importFlows(joined);
    expect(plainColumns(flows).service[0]).toBe('ssl,http');
  });

  it('may give times as ISO 8601 in JSON', async () => {
    const iso = fixture('conn.json.log')
      .replace('1700000000.25', '"2023-11-14T22:13:20.250000Z"')
      .replace('1700000001.0', '"2023-11-14T23:13:21+01:00"');
    const { flows } = await importFlows(iso);
    expect(plainColumns(flows).startTime).toEqual(FOUR_FLOWS.startTime);
  });

  it('counts addresses over the window asked for', async () => {
    const { flows } = await importFlows(fixture('conn.log'), 'zeek', { windowSeconds: 3600 });
    expect([...flows.srcIpCount]).toEqual([1, 2, 1, 2]);
    expect([...flows.dstIpCount]).toEqual([1, 1, 2, 2]);
  });
});

describe('a flow table', () => {
  it('reads to the last digit', async () => {
    const result = await importFlows(fixture('flows.csv'));
    expect(result.format).toBe('Flow table (CSV)');
    expect(plainColumns(result.flows)).toEqual({
      bytesSent: [69.46914882739263, 1487.1319475692671, 60],
      bytesRecv: [127.971328475257, 4819.01281005011, 0],
      packetsSent: [1, 13, 1],
      packetsRecv: [1, 9, 0],
      duration: [0.01594363551525748, 0.3014023201078894, 0.0001],
      dstPort: [53, 8080, 22],
      protocol: ['UDP', 'TCP', 'TCP'],
      srcIpCount: [1, 1, 1],
      dstIpCount: [1, 1, 254],
      attackType: ['normal', 'normal', 'port_scan'],
      label: [0, 0, 1],
    });
    expect(result.problems).toEqual([]);
  });

  it.each([
    ['tabs', '\t', 'Flow table (tab-separated)'],
    ['semicolons', ';', 'Flow table (semicolon-separated)'],
  ])('may be separated by %s', async (_, delimiter, format) => {
    const result = await importFlows(fixture('flows.csv').replaceAll(',', delimiter));
    expect(result.format).toBe(format);
    const plain = await importFlows(fixture('flows.csv'));
    expect(result.flows).toEqual(plain.flows);
  });

  it('may begin with a byte order mark and end its lines in CRLF', async () => {
    const plain = await importFlows(fixture('flows.csv'));
    const dressed = await importFlows(`\ufeff${fixture('flows.csv').replaceAll('\n', '\r\n')}`);
    expect(dressed).toEqual(plain);
  });

  it('names attacks by their labels where it has no attack types', async () => {
    const { flows } = await importFlows(
      fixture('flows.csv')
        .replace('attack_type', 'remark')
        .replace(',0\n1487', ',BENIGN\n1487')
        .replace(',0\n60', ',\n60')
        .replace(',1\n', ',Bot\n'),
    );
    expect([...flows.label]).toEqual([0, -1, 1]);
    expect(attackTypes(flows)).toEqual(['normal', 'unknown', 'attack']);
  });
});

describe('a table of numbers', () => {
  it('takes the columns that mostly hold numbers, and refuses the odd rows', async () => {
    const { format, matrix, label, rowsRead, problems } = await importTable(fixture('table.csv'));
    expect(format).toBe('Numeric table (CSV)');
    expect(matrix.names).toEqual(['height', 'width', 'weight']);
    expect([...matrix.data]).toEqual([
      ...[1.5, 2, 1000],
      ...[-2.25, 4, 2000],
      ...[6, 9, 5000],
      ...[7, 10, 6000],
      ...[8, 11, 7000],
    ]);
    expect([matrix.rows, matrix.columns, rowsRead]).toEqual([5, 3, 9]);
    expect([...label]).toEqual([0, 1, 0, 1, -1]);
    expect(told(problems)).toEqual([
      'refused height is not a number: 1 at 4',
      'refused width is not a number: 1 at 5',
      'refused weight is empty: 1 at 6',
      'refused weight is too large a number: 1 at 7',
      'ignored columns that are not used: 1 at 1',
    ]);
  });

  it('keeps what can be squared and added up once it is scaled, and refuses what cannot', async () => {
    const { matrix, problems } = await importTable(
      'a,b\n1,1e100\n2,-1e100\n3,5e-324\n4,1.01e100\n5,-1e308\n6,1e309\n',
    );
    expect([...matrix.data]).toEqual([1, 1e100, 2, -1e100, 3, 5e-324]);
    expect(told(problems)).toEqual([
      'refused b is too large a number: 1e100 is the most: 2 at 5 6',
      'refused b is too large a number: 1 at 7',
    ]);
  });

  it('may hold commas in a file separated by semicolons', async () => {
    const { matrix } = await importTable('x;y, or the like, or so\n1;2\n3;4\n');
    expect(matrix.names).toEqual(['x', 'y, or the like, or so']);
  });

  it('leaves out a column that holds fewer numbers than words', async () => {
    const { matrix } = await importTable('x,code\n1,a\n2,7\n3,b\n');
    expect(matrix.names).toEqual(['x']);
  });

  it('needs no header', async () => {
    const { matrix, label } = await importTable('1,2\n3,4\n');
    expect(matrix.names).toEqual(['column_1', 'column_2']);
    expect([...matrix.data]).toEqual([1, 2, 3, 4]);
    expect([...label]).toEqual([-1, -1]);
  });

  it('keeps two columns of one name apart', async () => {
    const { matrix } = await importTable('x,x,\n1,2,3\n');
    expect(matrix.names).toEqual(['x', 'x (2)', 'column_3']);
  });
});
