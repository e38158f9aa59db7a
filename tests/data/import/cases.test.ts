import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { categoryAt } from '../../../src/data/flow-rows.ts';
import type { FlowTable } from '../../../src/data/flow-table.ts';
import type { TrafficFormat } from '../../../src/data/import/importer.ts';
import { importBytes, told } from './support.ts';

const bytesOf = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/import/cases/${name}`, import.meta.url));

/** Flows as one line each: ends, protocol, bytes, packets, duration, start. */
function linesOf(flows: FlowTable): string[] {
  const { originatorAddress, originatorPort, responderAddress, startTime } = flows;
  return Array.from({ length: flows.length }, (_, row) => {
    const from = originatorAddress ? categoryAt(originatorAddress, row) : '';
    const to = responderAddress ? categoryAt(responderAddress, row) : '';
    return [
      `${from}:${originatorPort?.[row] ?? ''} > ${to}:${flows.dstPort[row]}`,
      categoryAt(flows.protocol, row),
      `${flows.bytesSent[row]}/${flows.bytesRecv[row]} B`,
      `${flows.packetsSent[row]}/${flows.packetsRecv[row]} p`,
      `${flows.duration[row]} s`,
      `@${startTime?.[row] ?? ''}`,
    ].join(' ');
  });
}

const read = async (name: string, format: TrafficFormat = 'auto') => {
  const result = await importBytes(bytesOf(name), format, { fileName: name });
  return { ...result, lines: result.kind === 'flows' ? linesOf(result.flows) : [] };
};

const OUT = '192.0.2.10:50001 > 198.51.100.5:443 TCP';
const BACK = '198.51.100.5:443 > 192.0.2.10:50001 TCP';
const SURICATA_FLOW = `${OUT} 700/900 B 5/4 p 5 s @1709542800`;

describe('a file of a known kind that comes in a form of its own', () => {
  it.each([
    [
      'aws_athena.csv',
      'AWS VPC flow log (CSV;',
      [`${OUT} 1500/0 B 10/0 p 60 s @1709542800`, `${BACK} 9000/0 B 8/0 p 60 s @1709542800`],
    ],
    [
      'aws_cloudwatch_console.csv',
      'AWS VPC flow log (CSV of CloudWatch;',
      [`${OUT} 1500/0 B 10/0 p 60 s @1709542800`, `${BACK} 9000/0 B 8/0 p 60 s @1709542800`],
    ],
    [
      'aws_filter_events.json',
      'AWS VPC flow log (JSON of CloudWatch;',
      [`${OUT} 1500/0 B 10/0 p 60 s @1709542800`],
    ],
    [
      'aws_v5_headerless.log',
      'AWS VPC flow log (separated by spaces;',
      [`${OUT} 1500/0 B 10/0 p 60 s @1709542800`, `${BACK} 9000/0 B 8/0 p 60 s @1709542800`],
    ],
    [
      'es_source.json',
      'Zeek conn.log (JSON lines within _source)',
      [`${OUT} 100/2000 B 0/0 p 1.5 s @1709542800.1`],
    ],
    [
      'zeek_splunk_export.json',
      'Zeek conn.log (JSON lines within result._raw)',
      [`${OUT} 100/2000 B 0/0 p 1.5 s @1709542800.1`],
    ],
    [
      'zeek_filebeat_raw.json',
      'Zeek conn.log (JSON lines within message)',
      [`${OUT} 100/2000 B 0/0 p 1.5 s @1709542800.1`],
    ],
    [
      'zeek_syslogwrapped.json',
      'Zeek conn.log (JSON lines behind a header)',
      [`${OUT} 100/2000 B 5/6 p 1.5 s @1709542800.1`],
    ],
    ['eve_syslog.json', 'Suricata eve.json (JSON lines behind a header)', [SURICATA_FLOW]],
    [
      'eve_netflow.json',
      'Suricata eve.json, netflow events (JSON lines)',
      [`${OUT} 700/0 B 5/0 p 5 s @1709542800`, `${BACK} 900/0 B 4/0 p 5 s @1709542800`],
    ],
    [
      'gcp_vpcflow.json',
      'Google VPC flow log (JSON)',
      [`${OUT} 1776/0 B 12/0 p 5 s @1709542800.1`],
    ],
    ['goflow2.json', 'goflow2 (JSON lines)', [`${OUT} 1500/0 B 10/0 p 5 s @1709542800`]],
    ['pmacct.json', 'pmacct (JSON lines)', [`${OUT} 1500/0 B 10/0 p 5 s @1709542800`]],
  ])('%s', async (name, format, lines) => {
    const result = await read(name);
    expect(result.format).toMatch(new RegExp(`^${format.replaceAll(/[().]/g, '\\$&')}`));
    expect(result.lines).toEqual(lines);
  });

  it.each([
    ['zeek_es_export.json', 2],
    ['zeek_ext.log', 1],
    ['zeek_millis.json', 2],
    ['zeek_mixed_ts.json', 2],
    ['zeek_nested.json', 2],
    ['zeek_scope_underscore.log', 2],
    ['zeek_streaming.json', 2],
    ['zeek_streaming_dnsfirst.json', 2],
    ['zeek_underscore.json', 2],
    ['eve_pretty.json', 2],
    ['eve_nul_head.json', 10],
    ['eve_broken_line.json', 8],
    ['cic2017_generated.csv', 2],
    ['cic2018_repeated_header.csv', 4],
    ['cic_dup_header_cols.csv', 2],
    ['cic_improved.csv', 3],
  ])('%s: %i flows', async (name, flows) => {
    const { kind, rowsKept } = await read(name);
    expect({ kind, rowsKept }).toEqual({ kind: 'flows', rowsKept: flows });
  });

  it('tells of the NUL bytes at the head of a log that was emptied while it was written', async () => {
    const { problems } = await read('eve_nul_head.json');
    expect(told(problems).join()).toMatch(/ignored \d+ NUL bytes at its head left out/);
  });
});

describe('a table in a form of its own', () => {
  it.each([
    ['fortigate.log', 'key=value'],
    ['pipe.txt', 'separated by "|"'],
    ['silk.txt', 'separated by bars'],
    ['asa.log', 'Cisco ASA syslog'],
    ['pfirewall.log', 'W3C extended log'],
  ])('%s becomes flows by what is guessed of its columns', async (name, form) => {
    const { format, lines } = await read(name, 'mapped');
    expect(format).toContain(`Mapped columns (${form}`);
    expect(lines[0]).toContain('192.0.2.10:50001 > 198.51.100.5:443');
  });

  it('ARFF is a table of numbers, its class no feature', async () => {
    const result = await read('arff.arff');
    expect(result.format).toBe('Numeric table (ARFF)');
    expect(result.rowsRead).toBe(2);
  });

  it('a table may end its lines in CR alone', async () => {
    const result = await read('cr_only.csv');
    if (result.kind !== 'table') throw new Error(result.kind);
    expect(result.matrix.names).toEqual(['a', 'b']);
    expect([...result.matrix.data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('the first row of a table without a header is a row', async () => {
    const { rowsKept, problems } = await read('headerless_words.csv');
    expect(rowsKept).toBe(4);
    expect(told(problems).join()).toContain('there is no header: columns are named by number');
  });
});

describe('a file without a flow says what it holds, and what to do', () => {
  it.each([
    [
      'eve_alert_only.json',
      'there is no flow in it: 2 × alert event, which is no flow; enable the event type flow',
    ],
    ['aws_nodata_only.log', 'there is no flow in it: 2 × NODATA record: no flow; open a log of'],
    ['zeek_dns_tsv.log', "Zeek's dns.log without the columns of a connection log"],
  ])('%s', async (name, message) => {
    const error = await read(name).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(`${name}`);
    expect(String(error)).toContain(message);
  });

  it('a flow that ends before it starts is refused in these words', async () => {
    const { problems, rowsKept } = await read('aws_end_before_start.log');
    expect(rowsKept).toBe(1);
    expect(told(problems)[0]).toBe('refused end is before the start: 1 at 2');
  });
});
