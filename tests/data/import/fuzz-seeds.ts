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

/** A small input of somebody else's program. */
const cases = (...names: string[]) =>
  names.map((name) => head(`tests/fixtures/import/cases/${name}`, 6000));

/** Azure's flow logs, whose flows are texts in lists in lists. */
const AZURE = encoder.encode(
  JSON.stringify({
    records: [
      {
        time: '2024-03-04T09:00:00Z',
        properties: {
          Version: 2,
          flows: [
            {
              rule: 'allow',
              flows: [
                {
                  mac: '00:00:5E:00:53:01',
                  flowTuples: [
                    '1709542800,192.0.2.10,198.51.100.5,50001,443,T,O,A,B,,,,',
                    '1709542860,192.0.2.10,198.51.100.5,50001,443,T,O,A,E,10,1500,12,9000',
                    '1709542870,192.0.2.11,198.51.100.5,50002,53,U,I,D',
                  ],
                },
              ],
            },
          ],
        },
      },
    ],
  }),
);

const ELASTIC = encoder.encode(
  [
    '{"@timestamp":"2024-03-04T09:00:05Z","event":{"dataset":"flow","duration":5000000000,' +
      '"start":"2024-03-04T09:00:00Z"},"source":{"ip":"192.0.2.10","port":50001,"bytes":1500,' +
      '"packets":10},"destination":{"ip":"198.51.100.5","port":443,"bytes":9000},' +
      '"network":{"transport":"tcp"}}',
    '{"@timestamp":"2024-03-04T09:00:06Z","event.dataset":"dns","source.ip":"192.0.2.10"}',
    '{"@timestamp":"2024-03-04T09:00:07Z","source.ip":"192.0.2.11","source.bytes":70,' +
      '"destination.ip":"198.51.100.53","destination.port":53,"network.transport":"udp"}',
    '',
  ].join('\n'),
);
const SPACES = encoder.encode(
  [
    'start               src          sport  dst           dport  proto  bytes',
    '2024-03-04T09:00:00 192.0.2.10   50001  198.51.100.5  443    TCP    1500',
    '2024-03-04T09:00:01 192.0.2.11   50002  198.51.100.53 53     UDP    70',
    '',
  ].join('\n'),
);
const ANY_JSON = encoder.encode(
  [
    '{"when":1709542800,"client":{"ip":"192.0.2.10","port":50001},"server":{"ip":"198.51.100.5",' +
      '"port":443},"proto":"tcp","bytes":{"up":1500,"down":9000}}',
    '{"when":1709542801,"client":{"ip":"192.0.2.11","port":50002},"server":{"ip":"198.51.100.53",' +
      '"port":53},"proto":"udp","bytes":{"up":70,"down":150},"more":[1,2]}',
    '',
  ].join('\n'),
);
const ARFF = encoder.encode(
  [
    '% made up',
    '@relation flows',
    "@attribute 'bytes sent' numeric",
    '@attribute packets real',
    '@attribute class {normal,anomaly}',
    '@data',
    '1500,10,normal',
    '70,?,normal',
    "9e4,100,'anomaly'",
    '{0 1, 2 normal}',
    '12,2,normal',
    '',
  ].join('\n'),
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
    format: 'Suricata eve.json (',
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
  {
    importer: 'JSON in a wrapping',
    files: cases('zeek_es_export.json', 'zeek_filebeat_raw.json', 'zeek_syslogwrapped.json'),
    format: 'Zeek conn.log (JSON',
  },
  {
    importer: 'Suricata, one direction',
    files: cases('eve_netflow.json'),
    format: 'Suricata eve.json, netflow events',
  },
  { importer: 'Google VPC', files: cases('gcp_vpcflow.json'), format: 'Google VPC' },
  { importer: 'pmacct', files: cases('pmacct.json'), format: 'pmacct' },
  { importer: 'goflow2', files: cases('goflow2.json'), format: 'goflow2' },
  { importer: 'Elastic Common Schema', files: [ELASTIC, asArray(ELASTIC)], format: 'Elastic' },
  { importer: 'Azure', files: [AZURE], format: 'Azure flow log' },
  {
    importer: 'AWS inside',
    files: cases('aws_cloudwatch_console.csv', 'aws_filter_events.json', 'aws_v5_headerless.log'),
    format: 'AWS',
  },
  {
    importer: 'key=value, columns by spaces and bars, W3C, ASA, JSON of any shape',
    files: [...cases('fortigate.log', 'silk.txt', 'pfirewall.log', 'asa.log'), SPACES, ANY_JSON],
    asked: 'mapped',
    format: 'Mapped columns',
  },
  { importer: 'ARFF', files: [ARFF], format: 'Numeric table (ARFF' },
  { importer: 'gzip', files: [LOG], format: 'Zeek conn.log (TSV)', isPacked: true },
];
