import { describe, expect, it } from 'vitest';
import type { MappedKey } from '../../../src/data/import/mapping/column-mapping.ts';
import { meaningOfName } from '../../../src/data/import/mapping/column-names.ts';
import { guessColumns } from '../../../src/data/import/mapping/guess-columns.ts';
import {
  type ColumnGuess,
  groundInWords,
  isSure,
  isSureOfFlows,
} from '../../../src/data/import/mapping/guess-grounds.ts';

/** The guess for a header and rows, cells apart by bars. */
function guess(header: string, ...rows: string[]): ColumnGuess {
  return guessColumns({
    delimiter: '|',
    hasHeader: true,
    names: header.split('|'),
    rows: rows.map((row) => row.split('|')),
  });
}

function told({ grounds }: ColumnGuess, key: MappedKey): string | undefined {
  const ground = grounds[key];
  return ground && `${isSure(ground) ? 'sure' : 'unsure'}: ${groundInWords(ground)}`;
}

const ENDS = 'src|dst|dst port';
const ROW = '10.0.0.1|192.0.2.1|443';

describe('what a name says', () => {
  it.each([
    ['sPort', 'port', 'originator'],
    ['dPort', 'port', 'responder'],
    ['s_port', 'port', 'originator'],
    ['sp', 'port', 'originator'],
    ['dp', 'port', 'responder'],
    ['sIP', 'address', 'originator'],
    ['da', 'address', 'responder'],
    ['sTime', 'start', null],
    ['eTime', 'finish', null],
    ['ltime', 'finish', null],
    ['pro', 'protocol', null],
    ['td', 'duration', null],
    ['sbyt', 'bytes', 'originator'],
    ['ibyt', 'bytes', 'originator'],
    ['obyt', 'bytes', 'responder'],
    ['first_seen', 'start', null],
    ['last_seen', 'finish', null],
    ['IPV4_SRC_ADDR', 'address', 'originator'],
    ['id.orig_h', 'address', 'originator'],
    ['id.resp_p', 'port', 'responder'],
    ['destination.bytes', 'bytes', 'responder'],
    ['Total Length of Fwd Packets', 'bytes', 'originator'],
    ['Elapsed Time (sec)', 'duration', null],
    ['Zielport', 'port', 'responder'],
    ['Octets envoyés', 'bytes', 'originator'],
    ['Durée', 'duration', null],
  ])('%s: %s of the %s', (name, kind, end) => {
    expect(meaningOfName(name)).toMatchObject({ kind, end, strange: 0 });
  });

  it.each([
    ...['NAT Source Port', 'NAT Source IP', 'Xlated Source', 'translated dst port'],
    ...['Flow Bytes/s', 'byte rate', 'Sload', 'dst throughput', 'sttl', 'min ttl', 'missed_bytes'],
    ...['URL Category', 'Rule', 'Rule Name', 'Threat/Content Type', 'Action', 'Session End Reason'],
    ...['Source User', 'Source Zone', 'Inbound Interface', 'srcintf'],
  ])('%s: nothing of a flow', (name) => {
    expect(meaningOfName(name)).toMatchObject({ kind: null, isOther: true });
  });
});

describe('a name that every object has', () => {
  it.each(['constructor', 'toString', 'src constructor'])('%s says nothing', (name) => {
    expect(meaningOfName(name).kinds).toEqual([]);
  });
});

describe('of several columns', () => {
  it('plain addresses and ports win over translated ones, wherever these stand', () => {
    const { mapping } = guess(
      'NAT Source IP|NAT Source Port|Source IP|Source Port|NAT Destination IP|Destination IP',
      '203.0.113.1|1|10.0.0.1|50000|192.0.2.1|192.0.2.1',
    );
    expect(mapping.columns).toMatchObject({
      originatorAddress: 'Source IP',
      originatorPort: 'Source Port',
      responderAddress: 'Destination IP',
    });
  });

  it('the duration of both directions wins, and bytes of one', () => {
    const { mapping } = guess(
      'src2dst_duration|flow duration|duration|bytes|src bytes|dst bytes',
      '1|2|3|30|10|20',
    );
    expect(mapping.columns).toMatchObject({
      duration: 'flow duration',
      bytesSent: 'src bytes',
      bytesRecv: 'dst bytes',
    });
  });

  it('a start wins over a time of arrival, and a full time over a date', () => {
    const times = ['2024-03-04 09:00:05', '2024-03-04 09:00:00'];
    expect(guess('Receive Time|Start Time', times.join('|')).mapping.columns.startTime).toBe(
      'Start Time',
    );
    expect(guess('date|event time', `2024-03-04|${times[0]}`).mapping.columns.startTime).toBe(
      'event time',
    );
  });

  it('a name may say more than one thing, and the cells tell which', () => {
    const { mapping } = guess(
      'First Packet|Last Packet|Initiator Packets',
      '2024-03-04 09:00:00|2024-03-04 09:00:05|7',
    );
    expect(mapping.columns).toMatchObject({
      startTime: 'First Packet',
      endTime: 'Last Packet',
      packetsSent: 'Initiator Packets',
    });
  });
});

describe('each guess tells how sure it is and why', () => {
  it('sure where the name says it and the cells agree', () => {
    const made = guess(`${ENDS}|sPort`, `${ROW}|50000`, `${ROW}|x`, `${ROW}|50001`);
    expect(told(made, 'dstPort')).toBe("sure: name says responder's port; all cells are ports");
    expect(told(made, 'originatorPort')).toBe(
      "sure: name says originator's port; 67 % of cells are ports",
    );
    expect(told(made, 'originatorAddress')).toBe(
      'sure: name says originator; all cells are addresses',
    );
  });

  it('unsure where only the cells tell, or another column would do as well', () => {
    const made = guess('a|b|c|start|begin', '10.0.0.1|192.0.2.1|tcp|1709542800|1709542801');
    expect(told(made, 'originatorAddress')).toBe(
      'unsure: name says nothing; all cells are addresses',
    );
    expect(told(made, 'startTime')).toBe(
      'unsure: name says start; all cells are times; but begin would do as well',
    );
  });

  it('unsure where a cell can be read in two ways', () => {
    const numbers = guess(`${ENDS}|duration`, `${ROW}|1,234`);
    expect(told(numbers, 'duration')).toContain('"1,234" may mean 1.234');
    const whole = guess(`${ENDS}|up bytes`, `${ROW}|1,234`);
    expect(told(whole, 'bytesSent')).toMatch(/^sure/);
    const dates = guess(`${ENDS}|start`, `${ROW}|3/4/2024 14:00`);
    expect(told(dates, 'startTime')).toContain('no date tells day from month');
    const years = guess(`${ENDS}|start`, `${ROW}|Mar  4 09:00:00`);
    expect(told(years, 'startTime')).toMatch(/^unsure: .* dates name no year/);
  });

  it('unsure of what is in and out, unless the maker is known', () => {
    expect(told(guess(`${ENDS}|bytes_in`, `${ROW}|5`), 'bytesRecv')).toContain(
      'in may be meant from the other end',
    );
    const nprobe = guess('IPV4_SRC_ADDR|IPV4_DST_ADDR|IN_BYTES', '10.0.0.1|192.0.2.1|5');
    expect(told(nprobe, 'bytesSent')).toMatch(/^sure/);
  });
});

describe('the unit of durations', () => {
  const unitOf = (header: string, ...rows: string[]) => {
    const made = guess(header, ...rows);
    return [made.mapping.durationUnit, made.grounds.duration?.doubt];
  };

  it.each([
    ['duration_ms', 'ms'],
    ['FLOW_DURATION_MILLISECONDS', 'ms'],
    ['flow duration (µs)', 'µs'],
    ['Elapsed Time (sec)', 's'],
    ['event.duration', 'ns'],
    ['duration', 's'],
  ])('is what the name %s says: %s', (name, unit) => {
    expect(unitOf(`${ENDS}|${name}`, `${ROW}|5`)).toEqual([unit, undefined]);
  });

  it('is told by start and end, whatever the name says', () => {
    const rows = ['1709542800|1709542805|5000', '1709542800|1709542802|2000'];
    expect(unitOf('start|end|duration', ...rows)).toEqual(['ms', undefined]);
    expect(unitOf('start|end|duration_us', ...rows)).toEqual([
      'ms',
      'name says µs, start and end say ms',
    ]);
  });

  it('is doubtful where a flow would last for days', () => {
    expect(unitOf(`${ENDS}|duration`, `${ROW}|5000000`)).toEqual([
      's',
      'nothing names their unit: 5000000 s would be the longest',
    ]);
  });
});

describe('a table is surely one of flows', () => {
  const ALL = 'src|dst|dst port|bytes|start';
  const CELLS = '10.0.0.1|192.0.2.1|443|5|2024-03-04 09:00:00';

  it('with both addresses, a port or protocol, and a measure', () => {
    expect(isSureOfFlows(guess(ALL, CELLS))).toBe(true);
    expect(
      isSureOfFlows(
        guess('src|dst|proto|start|end', '10.0.0.1|192.0.2.1|tcp|1709542800|1709542805'),
      ),
    ).toBe(true);
  });

  it.each([
    ['an address', 'src|dst port|bytes', '10.0.0.1|443|5'],
    ['a port or protocol', 'src|dst|bytes', '10.0.0.1|192.0.2.1|5'],
    ['a measure', 'src|dst|dst port|start', '10.0.0.1|192.0.2.1|443|1709542800'],
    ['addresses in the cells', ALL, 'anna|bert|443|5|2024-03-04 09:00:00'],
    ['a start without doubt', ALL, '10.0.0.1|192.0.2.1|443|5|3/4/2024 14:00'],
    ['a measure without doubt', 'src|dst|proto|duration', '10.0.0.1|192.0.2.1|tcp|1,234'],
    ['names', 'a|b|c|d', '10.0.0.1|192.0.2.1|443|5'],
    ['one column for each', `${ALL}|begin`, `${CELLS}|2024-03-04 09:00:01`],
  ])('not without %s', (_, header, row) => {
    expect(isSureOfFlows(guess(header, row))).toBe(false);
  });
});
