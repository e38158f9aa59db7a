import { describe, expect, it } from 'vitest';
import { isDirectionDoubtful } from '../../../src/data/import/kinds/zeek-direction.ts';
import { readFixture } from '../../support.ts';
import { importFlows, plainColumns, told } from './support.ts';

const fixture = (name: string) => readFixture(`import/${name}`);
const plainLog = await importFlows(fixture('conn.log'));
const plainJson = await importFlows(fixture('conn.json.log'));

/** The lines of conn.log, the separator written another way and used in place of the tab. */
function separatedBy(directive: string | null, character: string): string {
  const [first, ...lines] = fixture('conn.log').split('\n');
  expect(first).toBe('#separator \\x09');
  const body = lines.join('\n').replaceAll('\t', character);
  return directive === null ? body : `#separator${directive}\n${body}`;
}

describe('the separator of a Zeek log', () => {
  it.each([
    ['in hexadecimal', ' \\x7c', '|'],
    ['as it is', ' |', '|'],
    ['a comma in hexadecimal', ' \\x2C', ','],
    ['a blank in hexadecimal', ' \\x20', ' '],
    ['a blank as it is', '  ', ' '],
    ['a blank that an editor cut off', '', ' '],
    ['a tab as it is', ' \t', '\t'],
    ['not named', null, '\t'],
    ['not named, and no tab', null, ';'],
  ])('may be %s', async (_, directive, character) => {
    const result = await importFlows(separatedBy(directive, character));
    expect(result.flows).toEqual(plainLog.flows);
  });

  it('may be named after comments', async () => {
    const result = await importFlows(`### made by a test\n# of Zeek\n${fixture('conn.log')}`);
    expect(result.flows).toEqual(plainLog.flows);
  });
});

describe('a Zeek log that went through other hands', () => {
  it('may begin every line with a stray tab, as some files derived from IoT-23 do', async () => {
    const strayed = fixture('conn.log').replaceAll(/^(?=\d)/gm, '\t');
    const { flows, problems } = await importFlows(strayed);
    expect(flows).toEqual(plainLog.flows);
    expect(told(problems)).toContain(
      'repaired the line begins with a separator: left out: 4 at 9 10 11 12',
    );
    const labelled = fixture('conn.log.labeled').replaceAll(/^/gm, '\t');
    const plain = await importFlows(fixture('conn.log.labeled'));
    expect((await importFlows(labelled)).flows).toEqual(plain.flows);
  });

  it('tells the unused columns of every header, each once', async () => {
    const again = '#fields\tts\tuid\tid.orig_h\tid.resp_h\tproto\tduration\tmissed_bytes\tvlan\n';
    const { problems } = await importFlows(
      `${fixture('conn.log')}${again}1700000003\tCb1\t10.0.0.9\t192.0.2.1\ttcp\t1\t0\t7\n${again}`,
    );
    const unused = problems.filter(({ reason }) => reason === 'columns that are not used');
    expect(unused).toMatchObject([{ count: 3, firstLines: [7, 14] }]);
  });

  it('may lack what was not asked for, which is then unknown', async () => {
    const { flows, problems } = await importFlows(
      '#separator \\x09\n#fields\tts\tid.orig_h\tid.resp_h\tid.resp_p\tproto\tduration\n' +
        '1700000000\t10.0.0.5\t192.0.2.1\t53\tudp\t0.5\n',
    );
    expect(plainColumns(flows)).toMatchObject({
      duration: [0.5],
      bytesSent: [0],
      packetsRecv: [0],
      originatorPort: [0],
      unknown: ['bytes packets'],
    });
    expect(told(problems)).toContain('repaired orig_bytes is unset: 0 used: 1 at 3');
  });

  it('leaves out logs of other kinds that follow it, and refuses one by itself', async () => {
    const dns =
      '#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\n' +
      '1700000003\tCb1\t10.0.0.9\t1\t192.0.2.53\t53\tudp\texample.org\n';
    const { rowsRead, problems } = await importFlows(fixture('conn.log') + dns);
    expect(rowsRead).toBe(4);
    expect(told(problems)).toContain('ignored row of a log of another kind (dns): 1 at 16');
    await expect(importFlows(`#separator \\x09\n${dns}`)).rejects.toThrow(
      "line 3: Zeek's dns.log without the columns of a connection log",
    );
  });

  it('may hold times with a date in CSV, in the zone asked for', async () => {
    const csv = fixture('conn.csv')
      .replace('1700000000.250000', '2023-11-14 23:13:20.25')
      .replace('1700000001.000000', '2023-11-14T22:13:21Z')
      .replace('1700000002.125000', '2023-11-14 23:13:22.125')
      .replace('1700000070.000000', '2023-11-14 23:14:30');
    const { flows, zoneless } = await importFlows(csv, 'auto', { timeZone: 'Europe/Prague' });
    expect([...(flows.startTime ?? [])]).toEqual([...(plainLog.flows.startTime ?? [])]);
    expect(zoneless).toBe(true);
  });
});

describe('a Zeek log as JSON', () => {
  const objects = fixture('conn.json.log')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const nested = objects.map((object) => {
    const { 'id.orig_h': orig_h, 'id.orig_p': orig_p, ...others } = object;
    const { 'id.resp_h': resp_h, 'id.resp_p': resp_p, ...rest } = others;
    return { ...rest, id: { orig_h, orig_p, resp_h, resp_p } };
  });

  it.each([
    ['lines with the endpoints in an object', nested.map((one) => JSON.stringify(one)).join('\n')],
    ['an array on one line', JSON.stringify(objects)],
    ['an array on many lines', JSON.stringify(nested, null, 2)],
    ['an array of lines', `[\n${objects.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`],
    ['objects on many lines', nested.map((one) => JSON.stringify(one, null, 4)).join('\n')],
  ])('may be %s', async (_, text) => {
    const { flows } = await importFlows(text);
    expect(flows).toEqual(plainJson.flows);
  });

  it('counts objects where lines mean nothing', async () => {
    const { problems, format } = await importFlows(JSON.stringify([...objects, { ts: 'x' }]));
    expect(format).toBe('Zeek conn.log (JSON)');
    expect(problems[0]).toMatchObject({
      reason: 'ts is not a time',
      firstLines: [5],
      unit: 'object',
    });
  });

  it.each([
    ['seconds as text', (ts: number) => String(ts)],
    ['milliseconds', (ts: number) => ts * 1000],
    ['ISO 8601', (ts: number) => new Date(ts * 1000).toISOString()],
  ])('may give times in %s', async (_, write) => {
    const text = objects.map((one) => JSON.stringify({ ...one, ts: write(one.ts) })).join('\n');
    const { flows } = await importFlows(text);
    expect([...(flows.startTime ?? [])]).toEqual([...(plainJson.flows.startTime ?? [])]);
  });

  it('reads connections alone from a stream of all logs', async () => {
    const stream = [
      { _path: 'dns', ts: 1, 'id.orig_h': '10.0.0.5', 'id.resp_h': '192.0.2.53', proto: 'udp' },
      ...objects.map((one) => ({ _path: 'conn', ...one })),
      { _path: 'http', ts: 2 },
      { _path: 'dns', ts: 3 },
    ];
    const { flows, rowsRead, problems } = await importFlows(
      stream.map((one) => JSON.stringify(one)).join('\n'),
    );
    expect(rowsRead).toBe(4);
    expect(flows).toEqual(plainJson.flows);
    expect(told(problems)).toEqual(
      expect.arrayContaining([
        'ignored dns event, which is no flow: 2 at 1 7',
        'ignored http event, which is no flow: 1 at 6',
      ]),
    );
  });

  it('refuses what is no object and goes on', async () => {
    const { rowsRead, problems } = await importFlows(
      `${fixture('conn.json.log')}[1]\n{"ts":\n"x"\n`,
    );
    expect(rowsRead).toBe(7);
    expect(told(problems)).toContain('refused the line is not a JSON object: 3 at 5 6 7');
  });
});

describe('which end opened a connection is doubtful', () => {
  it.each([
    ['tcp', 'ShADadFf', 'SF', false],
    ['TCP', 'DdA', 'OTH', true],
    ['tcp', '^dADa', 'OTH', true],
    ['tcp', '^hADdFaf', 'SF', false],
    ['tcp', 'HcADF', 'SH', true],
    ['tcp', '', 'OTH', true],
    ['tcp', '', 'SF', false],
    ['tcp', '', '', false],
    ['udp', 'Dd', 'SF', false],
    ['udp', '^d', 'SHR', true],
    ['icmp', '', 'OTH', false],
  ])('%s with the history "%s" and the state "%s": %j', async (proto, history, state, doubtful) => {
    expect(isDirectionDoubtful(proto, history, state)).toBe(doubtful);
    const head = 'ts id.orig_h id.resp_h proto duration orig_bytes resp_bytes orig_pkts resp_pkts';
    const names = [...head.split(' '), 'history', 'conn_state'];
    const cells = ['1700000000', '10.0.0.5', '192.0.2.1', proto, '1', '2', '3', '4', '5'];
    const set = [...cells, history || '-', state || '-'];
    const logs = [
      `#separator \\x09\n#fields\t${names.join('\t')}\n${set.join('\t')}\n`,
      `${names}\n${[...cells, history, state]}\n`,
      JSON.stringify(Object.fromEntries(names.map((name, i) => [name, set[i]]))),
    ];
    for (const log of logs) {
      const { flows } = await importFlows(log);
      expect(plainColumns(flows).unknown).toEqual(doubtful ? ['direction'] : undefined);
    }
  });
});
