import { protocolName } from '../flows/protocols.ts';
import { ANSWER_VALUES } from '../labels/answer-fields.ts';
import { attackName } from '../labels/labels.ts';
import type { JsonDialect } from './json-flows.ts';
import { type JsonRow, pathOf } from './json-row.ts';

const DATA_SET = pathOf('event.dataset');
const MEASURES = [
  ...['source.bytes', 'network.bytes', 'source.packets', 'network.packets', 'event.duration'],
].map(pathOf);
const DURATION = pathOf('event.duration');
const START = pathOf('event.start');
const END = pathOf('event.end');
const NANOSECONDS = 1e9;

/**
 * Documents of the Elastic Common Schema, as Packetbeat, Filebeat's modules and Elastic Agent write
 * them: those that tell bytes, packets or a duration between two ends are flows. `event.duration`
 * counts nanoseconds.
 * Source: Elastic Common Schema reference, field sets source, destination, network and event.
 */
export const ELASTIC: JsonDialect = {
  format: 'Elastic Common Schema',
  mapping: {
    fields: [
      { key: 'startTime', names: ['event.start', '@timestamp'], whenUnset: 'refuse' },
      {
        key: 'originatorAddress',
        names: ['source.ip', 'client.ip', 'source.address'],
        whenUnset: 'refuse',
      },
      { key: 'originatorPort', names: ['source.port', 'client.port'], whenUnset: 'zero' },
      {
        key: 'responderAddress',
        names: ['destination.ip', 'server.ip', 'destination.address'],
        whenUnset: 'refuse',
      },
      { key: 'dstPort', names: ['destination.port', 'server.port'], whenUnset: 'zero' },
      {
        key: 'protocol',
        names: ['network.transport', 'network.iana_number', 'network.type'],
        whenUnset: 'empty',
      },
      { key: 'duration', names: ['event.duration'], whenUnset: 'zero' },
      { key: 'bytesSent', names: ['source.bytes', 'network.bytes'], whenUnset: 'zero' },
      { key: 'bytesRecv', names: ['destination.bytes'], whenUnset: 'zero' },
      { key: 'packetsSent', names: ['source.packets', 'network.packets'], whenUnset: 'zero' },
      { key: 'packetsRecv', names: ['destination.packets'], whenUnset: 'zero' },
      { key: 'service', names: ['network.protocol'], whenUnset: 'empty', optional: true },
      {
        key: 'uid',
        names: ['event.id', 'network.community_id'],
        whenUnset: 'empty',
        optional: true,
      },
      ...ANSWER_VALUES,
    ],
    nameAttack: attackName,
    spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw),
  },
  computed: { duration },
  unsetWords: ['-'],
  alsoRead: ['event.end', 'event.dataset'],
  otherEvent: (row) =>
    MEASURES.some((path) => row.word(path) !== '') ? undefined : row.word(DATA_SET) || 'other',
  notes: [],
  advice: 'export documents that have source.bytes, source.packets or event.duration',
};

function duration(row: JsonRow): number | undefined {
  const counted = row.word(DURATION);
  if (counted !== '') return Number(counted) / NANOSECONDS;
  const seconds = row.time(END) - row.time(START);
  return Number.isNaN(seconds) ? undefined : Number(seconds.toFixed(9));
}
