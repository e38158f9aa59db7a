import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Connection, connections, expected, told } from './connections.ts';
import { importFlows, quoted } from './support.ts';

/** Zeek's names, and what a connection tells under each. */
const FIELDS: readonly (readonly [string, (one: Connection) => string | number | null])[] = [
  ['ts', ({ ts }) => ts],
  ['uid', ({ uid }) => uid],
  ['id.orig_h', ({ originator }) => originator],
  ['id.orig_p', ({ originatorPort }) => originatorPort],
  ['id.resp_h', ({ responder }) => responder],
  ['id.resp_p', ({ responderPort }) => responderPort],
  ['proto', ({ protocol }) => protocol],
  ['service', ({ service }) => service],
  ['duration', ({ duration }) => duration],
  ['orig_bytes', ({ bytesSent }) => bytesSent],
  ['resp_bytes', ({ bytesRecv }) => bytesRecv],
  ['orig_pkts', ({ packetsSent }) => packetsSent],
  ['resp_pkts', ({ packetsRecv }) => packetsRecv],
  ['conn_state', ({ connState }) => connState],
  ['label', ({ label }) => label],
];

const order = fc.shuffledSubarray([...FIELDS], { minLength: FIELDS.length });

it('a Zeek log reads back, whatever its separator, order and marks', async () => {
  await fc.assert(
    fc.asyncProperty(
      connections,
      order,
      fc.constantFrom('\t', ',', '|', ';', ' ', '^'),
      fc.constantFrom('-', 'N/A', '(none)'),
      fc.constantFrom('\n', '\r\n'),
      async (all, fields, separator, unset, lineEnd) => {
        const hex = `\\x${separator.charCodeAt(0).toString(16).padStart(2, '0')}`;
        const escaped = (cell: string) => cell.replaceAll(separator, hex);
        const lines = [
          `#separator ${hex}`,
          `#unset_field${separator}${unset}`,
          ['#fields', ...fields.map(([name]) => name)].join(separator),
          // A first cell that begins like a directive is written escaped, too.
          ...all.map((one) =>
            fields
              .map(([, read]) => escaped(String(read(one) ?? unset)))
              .join(separator)
              .replace(/^#/, '\\x23'),
          ),
        ];
        const { flows } = await importFlows(lines.join(lineEnd) + lineEnd);
        const like = expected(all);
        expect(told(flows, like)).toEqual(like);
      },
    ),
    { numRuns: 60 },
  );
});

/** Names with points as objects: `id.orig_h` as `orig_h` within `id`. */
function nested(object: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, Record<string, unknown> | unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    const [head, tail] = name.split('.');
    if (tail === undefined) result[head] = value;
    else result[head] = { ...(result[head] as object), [tail]: value };
  }
  return result;
}

const forms: readonly ((objects: readonly object[]) => string)[] = [
  (objects) => objects.map((one) => JSON.stringify(one)).join('\n'),
  (objects) => `${objects.map((one) => JSON.stringify(one)).join('\r\n')}\r\n`,
  (objects) => JSON.stringify(objects),
  (objects) => JSON.stringify(objects, null, 2),
  (objects) => objects.map((one) => JSON.stringify(one, null, '\t')).join('\n'),
];

it('a Zeek log as JSON reads back, nested or flat, in lines, an array or spread out', async () => {
  await fc.assert(
    fc.asyncProperty(
      connections,
      order,
      fc.constantFrom(...forms),
      fc.boolean(),
      async (all, fields, write, isNested) => {
        const objects = all.map((one) => {
          const set = fields.flatMap(([name, read]) =>
            read(one) === null ? [] : [[name, read(one)] as const],
          );
          return isNested ? nested(Object.fromEntries(set)) : Object.fromEntries(set);
        });
        const { flows } = await importFlows(write(objects));
        const like = expected(all);
        expect(told(flows, like)).toEqual(like);
      },
    ),
    { numRuns: 60 },
  );
});

it('a Zeek log as CSV reads back', async () => {
  await fc.assert(
    fc.asyncProperty(connections, order, async (all, fields) => {
      const lines = [
        fields.map(([name]) => name),
        ...all.map((one) => fields.map(([, read]) => quoted(String(read(one) ?? '')))),
      ];
      const { flows } = await importFlows(lines.map((cells) => `${cells.join(',')}\n`).join(''));
      const like = expected(all);
      expect(told(flows, like)).toEqual(like);
    }),
    { numRuns: 40 },
  );
});

it("Suricata's flow events read back, among others", async () => {
  await fc.assert(
    fc.asyncProperty(connections, fc.constantFrom(...forms), async (all, write) => {
      const events = all.flatMap((one) => {
        const end = Math.round((one.ts + (one.duration ?? 0)) * 1e6) / 1e6;
        const flow = {
          start: eveTime(one.ts),
          end: eveTime(end),
          bytes_toserver: one.bytesSent,
          bytes_toclient: one.bytesRecv,
          pkts_toserver: one.packetsSent,
          pkts_toclient: one.packetsRecv,
          state: one.connState,
        };
        const common = { timestamp: eveTime(end), src_ip: one.originator, dest_ip: one.responder };
        const ends = { src_port: one.originatorPort, dest_port: one.responderPort };
        const proto = one.protocol.toUpperCase();
        const known = { proto, app_proto: one.service, flow_id: one.uid };
        return [
          { event_type: 'flow', ...common, ...ends, ...known, flow },
          { event_type: 'dns', ...common, dns: { id: 1 } },
        ];
      });
      const { flows } = await importFlows(write(events));
      const like = expected(all.map((one) => ({ ...one, label: null })));
      expect(told(flows, like)).toEqual(like);
    }),
    { numRuns: 40 },
  );
});

/** `2017-03-13T19:39:44.123456+0000` */
function eveTime(seconds: number): string {
  const [whole, fraction] = seconds.toFixed(6).split('.');
  return `${new Date(1000 * Number(whole)).toISOString().slice(0, 19)}.${fraction}+0000`;
}
