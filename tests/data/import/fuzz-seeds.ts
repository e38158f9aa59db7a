import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { TrafficFormat } from '../../../src/data/import/importer.ts';
import { readFixture } from '../../support.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Short files of a format: short, so that a change meets what matters, and many can be tried. */
export interface Seeds {
  readonly importer: string;
  readonly files: readonly Uint8Array[];
  /** How the name of the format found begins. */
  readonly format: string;
  /** What to read them as, in most runs; `auto` unless given. */
  readonly asked?: TrafficFormat;
  /** Whether the files are to be packed, before they are changed or after. */
  readonly isPacked?: true;
}

/** The first lines of a fixture. */
const lines = (name: string, count = 14) =>
  encoder.encode(
    readFixture(`import/${name}`)
      .split(/(?<=\n)/)
      .slice(0, count)
      .join(''),
  );
const dialect = (...names: string[]) => names.map((name) => lines(`dialects/${name}`, 6));
/** The first bytes of a file, as an array of their own: a Buffer's slices share memory. */
const head = (path: string, length: number) => {
  const bytes = readFileSync(new URL(`../../../${path}`, import.meta.url));
  return Uint8Array.from(path.endsWith('.gz') ? gunzipSync(bytes) : bytes).subarray(0, length);
};
const sample = (name: string) => head(`public/samples/${name}`, 2600);
const capture = (name: string) => head(`tests/fixtures/captures/${name}.gz`, 6000);

/** JSON lines as an array over many lines. */
const asArray = (bytes: Uint8Array) =>
  encoder.encode(
    JSON.stringify(
      decoder
        .decode(bytes)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
      null,
      1,
    ),
  );

const LOG = lines('conn.log');
/** The form with another separator, `#separator` written out. */
const COMMA_LOG = encoder.encode(
  decoder.decode(LOG).replace('#separator \\x09', '#separator \\x2c').replaceAll('\t', ','),
);
const JSON_LOG = lines('conn.json.log', 6);

export const SEEDS: readonly Seeds[] = [
  {
    importer: 'Zeek TSV',
    files: [LOG, COMMA_LOG, lines('conn.log.labeled'), sample('conn.log')],
    format: 'Zeek conn.log (TSV)',
  },
  {
    importer: 'Zeek JSON',
    files: [JSON_LOG, asArray(JSON_LOG)],
    format: 'Zeek conn.log (JSON',
  },
  {
    importer: 'Suricata',
    files: [lines('eve.json', 4), asArray(lines('eve.json', 3))],
    format: 'Suricata',
  },
  { importer: 'Zeek CSV', files: [lines('conn.csv')], format: 'Zeek conn.log (CSV' },
  { importer: 'flow table', files: [lines('flows.csv'), lines('odd-flows.csv')], format: 'Flow' },
  { importer: 'numeric table', files: [lines('table.csv')], format: 'Numeric table' },
  {
    importer: 'CICFlowMeter',
    files: dialect(
      'cicflowmeter-2017.csv',
      'cicflowmeter-2018.csv',
      'cicflowmeter-java.csv',
      'cicflowmeter-python-microseconds.csv',
      'cicflowmeter-python-seconds.csv',
    ),
    format: 'CICFlowMeter',
  },
  {
    importer: 'nfdump',
    files: dialect('nfdump-1.6.csv', 'nfdump-1.7.csv', 'nfdump-fast.csv'),
    format: 'nfdump',
  },
  { importer: 'Argus', files: dialect('argus-ra.tsv', 'argus.binetflow'), format: 'Argus' },
  {
    importer: 'AWS VPC Flow Logs',
    files: dialect('aws-vpc.log', 'aws-vpc-bare.log', 'aws-vpc-custom.log'),
    format: 'AWS',
  },
  {
    importer: 'pcap',
    files: [
      ...['big-endian-nanoseconds', 'cooked-v1', 'cooked-v2', 'ethernet', 'fragments', 'raw-ip'],
      ...['cut-at-96', 'extensions', 'loopback-null', 'offloaded'],
    ]
      .map((name) => capture(`${name}.pcap`))
      .concat(sample('capture.pcap')),
    format: 'Packet capture (pcap)',
  },
  {
    importer: 'pcapng',
    files: ['interfaces', 'sections'].map((name) => capture(`${name}.pcapng`)),
    format: 'Packet capture (pcapng)',
  },
  {
    importer: 'mapped columns',
    files: [sample('flows.csv').subarray(0, 900), lines('conn.csv'), lines('odd-flows.csv')],
    asked: 'mapped',
    format: 'Mapped columns',
  },
  { importer: 'gzip', files: [LOG], format: 'Zeek conn.log (TSV)', isPacked: true },
];
