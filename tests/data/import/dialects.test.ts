import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { readFixture } from '../../support.ts';
import { attackTypes, importFlows, plainColumns, told } from './support.ts';

const fixture = (name: string) => readFixture(`import/dialects/${name}`);

/** What all files of CICFlowMeter say, those with seconds in their times to the second. */
const CIC_FLOWS = {
  bytesSent: [1200, 40, 96, 0],
  bytesRecv: [4500, 120, 64, 0],
  packetsSent: [6, 1, 3, 1],
  packetsRecv: [8, 1, 2, 0],
  duration: [1.5, 0.02, 0.25, 0],
  dstPort: [443, 53, 22, 0],
  protocol: ['TCP', 'UDP', 'TCP', 'OTHER'],
  startTime: [1499072158, 1499072159, 1499072163, 1499090530],
};
const CIC_ADDRESSES = {
  originatorAddress: ['192.168.10.5', '192.168.10.8', '203.0.113.7', '203.0.113.7'],
  originatorPort: [49188, 51000, 40312, 0],
  responderAddress: ['192.0.2.10', '192.0.2.53', '192.168.10.50', '192.168.10.50'],
};
const CIC_LABELS = {
  label: [0, 0, 1, 0],
  attackType: ['normal', 'normal', 'SSH-Patator', 'normal'],
};
const UNKNOWN_DAY = 'ignored no date tells day from month: read with the day standing first: 1 at ';
const ZONELESS = 'repaired times carry no zone: read in UTC: 4 at ';

describe('CICFlowMeter', () => {
  it('of Java has AM and PM, Infinity and NaN in columns that nobody reads', async () => {
    const result = await importFlows(fixture('cicflowmeter-java.csv'));
    expect(result.format).toBe(
      'CICFlowMeter (CSV; columns of Java; times: day/month/year, in UTC; durations in microseconds)',
    );
    expect(plainColumns(result.flows)).toMatchObject({
      ...CIC_FLOWS,
      ...CIC_ADDRESSES,
      ...CIC_LABELS,
    });
    expect(result.flows.unknown).toBeUndefined();
    expect(result.zoneless).toBe(true);
    expect(told(result.problems)).toEqual([
      ZONELESS,
      'ignored columns that are not used: 12 at 1',
      UNKNOWN_DAY,
    ]);
  });

  it('of 2017 has names with spaces, one of them twice, and rows of commas at its end', async () => {
    const result = await importFlows(fixture('cicflowmeter-2017.csv'));
    expect(result.format).toContain('columns of 2017');
    expect(plainColumns(result.flows)).toMatchObject({
      ...CIC_FLOWS,
      ...CIC_ADDRESSES,
      ...CIC_LABELS,
      startTime: [1499072100, 1499072100, 1499072160, 1499090520],
    });
    expect(told(result.problems)).toContain('ignored row of empty cells: 2 at 6 7');
    expect(result.rowsRead).toBe(4);
  });

  it('of 2018 has no addresses, and its header again among the rows', async () => {
    const result = await importFlows(fixture('cicflowmeter-2018.csv'));
    expect(result.format).toContain('columns of 2018');
    expect(plainColumns(result.flows)).toEqual({
      ...CIC_FLOWS,
      ...CIC_LABELS,
      srcIpCount: [1, 1, 1, 1],
      dstIpCount: [1, 1, 1, 1],
    });
    expect(result.counts).toBe('none');
    expect(told(result.problems)).toContain('ignored the header again: 1 at 4');
  });

  it.each(['seconds', 'microseconds'])(
    'of Python has durations in %s, as its rates tell',
    async (unit) => {
      const result = await importFlows(fixture(`cicflowmeter-python-${unit}.csv`));
      expect(result.format).toBe(
        'CICFlowMeter (CSV; columns of Python; bytes of whole frames; times: year-month-day, in UTC; ' +
          `durations in ${unit})`,
      );
      expect(plainColumns(result.flows)).toMatchObject({
        ...CIC_FLOWS,
        ...CIC_ADDRESSES,
        label: [-1, -1, -1, -1],
      });
      expect(told(result.problems)).toEqual([
        ZONELESS,
        'ignored columns that are not used: 9 at 1',
      ]);
    },
  );

  it('may be cut down to the columns of machine learning', async () => {
    const { flows, problems } = await importFlows(
      ' Destination Port, Flow Duration, Total Fwd Packets, Total Backward Packets,' +
        'Total Length of Fwd Packets, Total Length of Bwd Packets, Label\n' +
        '80,2000000,3,4,100,200,DDoS\n',
    );
    expect(plainColumns(flows)).toEqual({
      ...{ bytesSent: [100], bytesRecv: [200], packetsSent: [3], packetsRecv: [4], duration: [2] },
      ...{ dstPort: [80], protocol: [''], srcIpCount: [1], dstIpCount: [1] },
      ...{ label: [1], attackType: ['DDoS'] },
    });
    expect(told(problems)).toContain('repaired protocol is not in the file: left empty: 1 at ');
  });

  const ROW = 'tot_fwd_pkts,tot_bwd_pkts,totlen_fwd_pkts,totlen_bwd_pkts,dst_port,flow_duration';

  it('of another program may have durations in milliseconds, as its rates tell', async () => {
    const { flows, format } = await importFlows(`${ROW},flow_pkts_s\n10,10,1,1,80,500,40\n`);
    expect([...flows.duration]).toEqual([0.5]);
    expect(format).toContain('durations in milliseconds');
  });

  it('of Python without rates has seconds, unless flows would last for days', async () => {
    const short = await importFlows(`${ROW}\n1,1,10,10,80,119.5\n`);
    expect([...short.flows.duration]).toEqual([119.5]);
    const long = await importFlows(`${ROW}\n1,1,10,10,80,119500000\n`);
    expect([...long.flows.duration]).toEqual([119.5]);
  });

  it.each([
    ['-1', 'refused flow_duration is negative: 1 at 2'],
    ['Infinity', 'refused flow_duration is not a number: 1 at 2'],
    ['NaN', 'repaired flow_duration is unset: 0 used: 1 at 2'],
  ])('may hold %s where a duration should stand', async (cell, problem) => {
    const { problems } = await importFlows(`${ROW}\n1,1,10,10,80,${cell}\n1,1,10,10,80,2\n`);
    expect(told(problems)).toContain(problem);
  });

  it('labels nothing with NeedManualLabel, No Label or CIC', async () => {
    const { flows } = await importFlows(
      [
        `${ROW},Label`,
        ...['NeedManualLabel', 'No Label', 'CIC', 'Bot'].map((word) => `1,1,1,1,1,1,${word}`),
      ].join('\n'),
    );
    expect([...flows.label]).toEqual([-1, -1, -1, 1]);
  });

  it('doubts a clock that never shows more than twelve hours', async () => {
    const { problems } = await importFlows(
      `${ROW},timestamp\n1,1,1,1,1,1,7/7/2017 9:00\n1,1,1,1,1,1,7/7/2017 1:30\n`,
    );
    expect(told(problems)).toContain(
      'ignored hours run from 1 to 12 without AM or PM: read as those of a 24-hour clock: 1 at ',
    );
  });
});

/** What an unpaired record of nfdump or AWS cannot say. */
const ONE_WAY = 'bytes packets direction';

describe('nfdump', () => {
  const RECORDS = {
    bytesSent: [1520, 4916, 84, 104],
    bytesRecv: [0, 0, 0, 0],
    packetsSent: [6, 8, 1, 1],
    packetsRecv: [0, 0, 0, 0],
    duration: [1.5, 1.25, 0, 0],
    dstPort: [443, 49188, 0, 0],
    protocol: ['TCP', 'TCP', 'ICMP', 'ICMP'],
    startTime: [1499072158.25, 1499072158.5, 1499072160, 1499072161.125],
    originatorAddress: ['192.168.10.5', '192.0.2.10', '192.168.10.5', '2001:db8::7'],
    originatorPort: [49188, 443, 8, 128],
    responderAddress: ['192.0.2.10', '192.168.10.5', '192.0.2.10', '2001:db8::50'],
    unknown: [ONE_WAY, ONE_WAY, ONE_WAY, ONE_WAY],
  };

  it('of version 1.6 ends with a summary, and says 0 of what came back', async () => {
    const result = await importFlows(fixture('nfdump-1.6.csv'));
    expect(result.format).toBe(
      'nfdump (CSV; bytes with IP headers; records of one direction; times: year-month-day, in UTC)',
    );
    expect(plainColumns(result.flows)).toMatchObject({
      ...RECORDS,
      startTime: RECORDS.startTime.map(Math.floor),
    });
    expect(result.rowsRead).toBe(4);
    expect(told(result.problems)).toEqual([
      'repaired records of one direction tell no bytes that came back: 0 used: 4 at 2 3 4 5',
      'repaired records of one direction tell no packets that came back: 0 used: 4 at 2 3 4 5',
      ZONELESS,
      'ignored columns that are not used: 37 at 1',
      'ignored summary at the end: 3 at 6 7 8',
    ]);
  });

  it('of version 1.7 has long names and protocols by number', async () => {
    const { flows, problems } = await importFlows(fixture('nfdump-1.7.csv'));
    expect(plainColumns(flows)).toMatchObject(RECORDS);
    expect(told(problems)).toContain('repaired bytes_recv is not in the file: 0 used: 4 at ');
  });

  it('in its fast form has milliseconds, and no duration but an end', async () => {
    const { flows, format, zoneless } = await importFlows(fixture('nfdump-fast.csv'));
    expect(plainColumns(flows)).toMatchObject({
      ...RECORDS,
      dstPort: [443, 49188, 2048, 32768],
      originatorPort: [49188, 443, 0, 0],
    });
    expect(format).toContain('times: milliseconds since 1970');
    expect(zoneless).toBe(false);
  });

  it('may have paired the directions', async () => {
    const HEADER = 'ts,te,td,sa,da,sp,dp,pr,ipkt,ibyt,opkt,obyt';
    const ROW = '2017-07-03 08:55:58,2017-07-03 08:55:59,1,10.0.0.1,10.0.0.2,1025,80,TCP';
    const { flows } = await importFlows(`${HEADER}\n${ROW},6,600,5,500\n${ROW},1,60,0,0\n`);
    expect([...flows.bytesRecv]).toEqual([500, 0]);
    expect(flows.unknown).toBeUndefined();
  });

  it('may follow itself in one file, each with its summary', async () => {
    const twice = fixture('nfdump-1.6.csv').repeat(2);
    const { flows, problems } = await importFlows(twice);
    expect(flows.length).toBe(8);
    expect(told(problems)).toContain('ignored the header again: 1 at 9');
  });

  it('may have matched nothing', async () => {
    await expect(
      importFlows('ts,te,td,sa,da,sp,dp,pr,ipkt,ibyt\nNo matched flows\n'),
    ).rejects.toThrow('there is no flow in it: 1 × summary at the end');
  });

  it('writes a time that it does not know as zeros, which is none', async () => {
    const cut = fixture('nfdump-1.7.csv').replace(
      '2017-07-03 08:55:58.250',
      '0000-00-00 00:00:00.000',
    );
    const { problems } = await importFlows(cut);
    expect(told(problems)[0]).toBe('refused firstSeen is not a time: 1 at 2');
  });
});

describe('Argus', () => {
  it('in the form of CTU-13 has totals, hexadecimal ports, and arrows', async () => {
    const result = await importFlows(fixture('argus.binetflow'));
    expect(result.format).toBe(
      'Argus (CSV; bytes with headers; packets of each side estimated; times: year-month-day, in UTC)',
    );
    expect(plainColumns(result.flows)).toMatchObject({
      startTime: [
        ...[1312969619.607825, 1312969620.634364, 1312969621],
        ...[1312969622.5, 1312969623, 1312969624],
      ],
      duration: [1.026539, 0.000473, 0, 12.5, 3, 0.0003],
      bytesSent: [156, 70, 590, 400, 600, 46],
      bytesRecv: [120, 330, 0, 600, 0, 60],
      packetsSent: [2, 1, 1, 4, 3, 1],
      packetsRecv: [2, 1, 0, 6, 0, 1],
      originatorPort: [1577, 1025, 0x303, 80, 50200, 0],
      dstPort: [6881, 53, 0xc08d, 50123, 443, 0],
      protocol: ['TCP', 'UDP', 'ICMP', 'TCP', 'TCP', 'ARP'],
      label: [-1, 1, 1, 0, 1, -1],
      attackType: [
        'unknown',
        'Botnet UDP-DNS',
        'Botnet ICMP',
        'normal',
        'Botnet TCP-CC',
        'unknown',
      ],
    });
    expect(told(result.problems)).toContain('ignored management record: no flow: 1 at 2');
    expect(result.files[0].labelsRead[0]).toEqual({
      word: 'flow=Background-Established-cmpgw-CVUT',
      label: -1,
      rows: 1,
      basis: 'known',
    });
  });

  it('turns round the flow that its right-hand end opened, and doubts those it cannot tell', async () => {
    const { flows } = await importFlows(fixture('argus.binetflow'));
    const { originatorAddress, responderAddress, unknown } = plainColumns(flows);
    expect([originatorAddress[4], responderAddress[4]]).toEqual(['147.32.84.165', '147.32.84.229']);
    expect(unknown).toEqual([
      ...['packets', 'packets', 'packets', 'packets direction', 'packets', 'packets'],
    ]);
  });

  it('may be as ra prints it: tabs, seconds since 1970, both sides, the end instead of a duration', async () => {
    const { flows, format, problems } = await importFlows(fixture('argus-ra.tsv'));
    expect(format).toBe('Argus (tab-separated; bytes with headers; times: seconds since 1970)');
    expect(plainColumns(flows)).toMatchObject({
      duration: [1.026539, 3],
      bytesSent: [156, 600],
      bytesRecv: [120, 0],
      packetsSent: [2, 3],
      packetsRecv: [2, 0],
      dstPort: [6881, 443],
      protocol: ['TCP', 'TCP'],
    });
    expect(flows.unknown).toBeUndefined();
    expect(told(problems)).toEqual(['ignored columns that are not used: 2 at 1']);
  });

  const ROW = 'StartTime,Proto,SrcAddr,Sport,Dir,DstAddr,Dport';

  it.each([
    ['->', 'left', ''],
    ['<->', 'left', ''],
    ['<-', 'right', ''],
    ['<|', 'right', ''],
    ['<?', 'left', 'direction'],
    ['?>', 'left', 'direction'],
    ['<?>', 'left', 'direction'],
    ['who', 'left', ''],
  ])('has arrows: %s was opened by the %s-hand end', async (arrow, end, doubt) => {
    const { flows } = await importFlows(
      `${ROW},Dur,SrcPkts,DstPkts,SrcBytes,DstBytes\n1,tcp,left,1,${arrow},right,2,1,3,4,30,40\n`,
    );
    const columns = plainColumns(flows);
    expect(columns.originatorAddress).toEqual([end]);
    expect(columns.bytesSent).toEqual([end === 'left' ? 30 : 40]);
    expect(columns.packetsRecv).toEqual([end === 'left' ? 4 : 3]);
    expect(columns.unknown ?? ['']).toEqual([doubt]);
  });

  it('may know totals only', async () => {
    const { flows } = await importFlows(
      `${ROW},TotPkts,TotBytes\n15:52:32.860730,tcp,10.0.0.1,1,->,10.0.0.2,2,8,585\n`,
    );
    expect(plainColumns(flows)).toMatchObject({
      startTime: [57152.86073],
      bytesSent: [585],
      bytesRecv: [0],
      packetsSent: [8],
      packetsRecv: [0],
      unknown: ['bytes packets duration'],
    });
  });

  it('counts payload where it was asked to', async () => {
    const { flows, format } = await importFlows(
      `${ROW},SrcBytes,DstBytes,SAppBytes,DAppBytes\n1,tcp,10.0.0.1,1,->,10.0.0.2,2,500,400,100,50\n`,
    );
    expect([flows.bytesSent[0], flows.bytesRecv[0]]).toEqual([100, 50]);
    expect(format).toContain('bytes of payload');
  });

  it('may name services where it was not told to print ports', async () => {
    const { flows } = await importFlows(
      `${ROW},SrcBytes,DstBytes\n1,tcp,10.0.0.1,51000,->,10.0.0.2,https,1,1\n1,udp,a,bootpc,->,b,bootps,1,1\n`,
    );
    expect([...flows.dstPort]).toEqual([443, 67]);
  });

  it.each(['0x10000', 'nonsense', '1.5'])('has no port %s', async (port) => {
    const { problems } = await importFlows(
      `${ROW},SrcBytes,DstBytes\n1,tcp,10.0.0.1,${port},->,10.0.0.2,2,1,1\n1,tcp,a,1,->,b,2,1,1\n`,
    );
    expect(told(problems)[0]).toBe('refused Sport is not a port, 0 to 65535: 1 at 2');
  });
});

describe('AWS VPC flow logs', () => {
  const RECORDS = {
    bytesSent: [4249, 4249, 336],
    packetsSent: [20, 20, 4],
    duration: [60, 0, 115],
    dstPort: [22, 3389, 0],
    protocol: ['TCP', 'TCP', 'ICMP'],
    startTime: [1418530010, 1418530010, 1432917027],
    originatorAddress: ['172.31.16.139', '172.31.9.69', '203.0.113.12'],
    originatorPort: [20641, 49761, 0],
    responderAddress: ['172.31.16.21', '172.31.9.12', '172.31.16.139'],
    unknown: [ONE_WAY, ONE_WAY, ONE_WAY],
  };

  it.each([
    ['with its header', 'aws-vpc.log', 4, 5],
    ['without one', 'aws-vpc-bare.log', 3, 4],
  ])('of version 2 reads %s, but for records of no flow', async (_, name, noData, skipData) => {
    const result = await importFlows(fixture(name));
    expect(result.format).toBe(
      'AWS VPC flow log (separated by spaces; bytes with IP headers; records of one direction; ' +
        'times: seconds since 1970)',
    );
    expect(plainColumns(result.flows)).toMatchObject(RECORDS);
    expect(result.rowsRead).toBe(3);
    expect(told(result.problems).slice(-2)).toEqual([
      `ignored NODATA record: no flow: 1 at ${noData}`,
      `ignored SKIPDATA record: no flow: 1 at ${skipData}`,
    ]);
  });

  it('may have fields of one’s own, and tell packets’ addresses apart from the interface’s', async () => {
    const { flows } = await importFlows(fixture('aws-vpc-custom.log'));
    expect(plainColumns(flows)).toMatchObject({
      originatorAddress: ['10.0.1.5', '203.0.113.5'],
      responderAddress: ['203.0.113.5', '10.0.0.220'],
      duration: [58, 59],
      dstPort: [80, 39812],
    });
  });

  it('may come from CloudWatch, with a time before each record', async () => {
    const dated = fixture('aws-vpc-bare.log').trimEnd().replaceAll(/^/gm, '2014-12-14T04:07:50Z ');
    const { flows } = await importFlows(dated);
    expect(plainColumns(flows)).toMatchObject(RECORDS);
  });

  it('may be cut short, which makes no record of no flow out of it', async () => {
    const { problems } = await importFlows(`${fixture('aws-vpc.log')}2 123 eni-1\n`);
    expect(told(problems)).toContain(
      "refused the row has not as many fields as the header's columns: 1 at 7",
    );
    const skipped = fixture('aws-vpc.log').replace('ACCEPT OK\n', 'ACCEPT NODATA\n2 123 eni-1\n');
    expect(told((await importFlows(skipped)).problems)).toContain(
      "refused the row has not as many fields as the header's columns: 1 at 3",
    );
  });

  it('may be exported with commas', async () => {
    const { flows } = await importFlows(fixture('aws-vpc.log').replaceAll(' ', ','));
    expect(plainColumns(flows)).toMatchObject(RECORDS);
  });
});

describe('a time zone', () => {
  it('moves the times that name none', async () => {
    const inUtc = await importFlows(fixture('nfdump-1.7.csv'));
    const { flows, problems, format } = await importFlows(fixture('nfdump-1.7.csv'), 'auto', {
      timeZone: 'Europe/Prague',
    });
    expect(plainColumns(flows).startTime).toEqual(
      plainColumns(inUtc.flows).startTime.map((time) => Number(time) - 7200),
    );
    expect(told(problems)).toContain('repaired times carry no zone: read in Europe/Prague: 4 at ');
    expect(format).toContain('in Europe/Prague');
  });

  it('moves those of a flow table too, where they are dates', async () => {
    const table = (start: string) =>
      'bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,' +
      `dst_ip_count,start_time\n1,2,1,1,0.5,80,TCP,1,1,${start}\n`;
    const { flows, zoneless } = await importFlows(table('2017-07-03 08:55:58'), 'auto', {
      timeZone: 'Asia/Tokyo',
    });
    expect(flows.startTime?.[0]).toBe(1499072158 - 9 * 3600);
    expect(zoneless).toBe(true);
    expect((await importFlows(table('1499072158123'))).flows.startTime?.[0]).toBe(1499072158123);
  });

  it('must be one', async () => {
    const read = importFlows(fixture('nfdump-1.7.csv'), 'auto', { timeZone: 'Mars/Olympus' });
    await expect(read).rejects.toThrow(InputError);
    await expect(read).rejects.toThrow('"Mars/Olympus" is no zone known here');
  });
});

describe('a dialect', () => {
  it.each([
    ['cicflowmeter', 'cicflowmeter-java.csv'],
    ['nfdump', 'nfdump-1.6.csv'],
    ['argus', 'argus-ra.tsv'],
    ['aws', 'aws-vpc-bare.log'],
  ] as const)('may be asked for: %s', async (format, name) => {
    expect(await importFlows(fixture(name), format)).toEqual(await importFlows(fixture(name)));
  });

  it('that is asked for and does not fit says what it lacks', async () => {
    await expect(importFlows('a,b\n1,2\n', 'nfdump')).rejects.toThrow(
      'nfdump: columns ts, sa, da, td, ibyt, ipkt missing; the header has a, b',
    );
  });

  it('has its columns in any order and case', async () => {
    const lines = fixture('argus-ra.tsv').trimEnd().split('\n');
    const reversed = lines.map((line) => line.split('\t').reverse().join('\t'));
    reversed[0] = reversed[0].toLowerCase();
    const { flows } = await importFlows(reversed.join('\n'));
    expect(flows).toEqual((await importFlows(fixture('argus-ra.tsv'))).flows);
  });

  it('names attacks apart from their words', async () => {
    const { flows } = await importFlows(fixture('argus.binetflow').replaceAll('-V42', '-V51-2'));
    expect(attackTypes(flows)).toContain('Botnet UDP-DNS');
  });
});
