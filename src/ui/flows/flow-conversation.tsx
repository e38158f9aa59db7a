import {
  formatBytes,
  formatCount,
  formatPackets,
  formatPercent,
  formatSpan,
} from '../../charts/format.ts';
import { entryAt } from '../../data/entry-at.ts';
import { categoryAt, textAt } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import { portName } from '../../pipeline/traffic/port-names.ts';
import { clock, formatTime } from '../kit/clock.ts';

interface Props {
  readonly flows: FlowTable;
  readonly row: number;
}

/** Who spoke with whom, when and how much, as far as the traffic says. */
export function Conversation({ flows, row }: Props) {
  return (
    <div class="conversation">
      <div class="flow-picture">
        <Originator flows={flows} row={row} />
        <Amounts flows={flows} row={row} />
        <Responder flows={flows} row={row} />
      </div>
      <Facts flows={flows} row={row} />
    </div>
  );
}

function Originator({ flows, row }: Props) {
  const port = flows.originatorPort?.[row];
  const others = entryAt(flows.srcIpCount, row, 'count of clients');
  return (
    <p class="host">
      <strong>{wordOf(flows.originatorAddress, row) ?? many(others, 'client', 'clients')}</strong>
      <span>opens the flow{port === undefined ? '' : `, port ${port}`}</span>
    </p>
  );
}

function Responder({ flows, row }: Props) {
  const others = entryAt(flows.dstIpCount, row, 'count of hosts');
  return (
    <p class="host">
      <strong>{wordOf(flows.responderAddress, row) ?? many(others, 'host', 'hosts')}</strong>
      <span>{serviceOf(flows, row)}</span>
    </p>
  );
}

/** `TCP 445 (SMB)`: the service as the sensor saw it, else what the port is known for. */
function serviceOf(flows: FlowTable, row: number): string {
  const port = entryAt(flows.dstPort, row, 'port');
  const service = wordOf(flows.service, row) || portName(port);
  return `${categoryAt(flows.protocol, row)} ${port}${service === '' ? '' : ` (${service})`}`;
}

function bytesOf({ bytesSent, bytesRecv }: FlowTable, row: number) {
  return { sent: entryAt(bytesSent, row, 'bytes'), received: entryAt(bytesRecv, row, 'bytes') };
}

/** An arrow each way, thicker where more bytes went. */
function Amounts({ flows, row }: Props) {
  const { sent, received } = bytesOf(flows, row);
  const total = Math.max(1, sent + received);
  return (
    <div class="amounts">
      <Amount flows={flows} row={row} way="sent" share={sent / total} />
      <Amount flows={flows} row={row} way="received" share={received / total} />
    </div>
  );
}

interface AmountProps extends Props {
  readonly way: 'sent' | 'received';
  readonly share: number;
}

/** Widths of an arrow, in pixels. */
const THINNEST = 1.5;
const THICKEST = 6;

function Amount({ flows, row, way, share }: AmountProps) {
  const bytes = bytesOf(flows, row)[way];
  const counts = way === 'sent' ? flows.packetsSent : flows.packetsRecv;
  const packets = entryAt(counts, row, 'packets');
  const unknown = (wordOf(flows.unknown, row) ?? '').split(' ');
  const width = THINNEST + (THICKEST - THINNEST) * share;
  return (
    <p class={way} title={`${way}: ${bytes} bytes in ${packets} packets`}>
      <span>
        <span class="hidden">{way} </span>
        <strong>{unknown.includes('bytes') ? 'bytes not known' : formatBytes(bytes)}</strong> in{' '}
        {unknown.includes('packets') ? 'packets not known' : formatPackets(packets)}
      </span>
      <i aria-hidden="true" style={{ borderTopWidth: `${width}px` }} />
    </p>
  );
}

function Facts({ flows, row }: Props) {
  const time = flows.startTime?.[row];
  const { sent, received } = bytesOf(flows, row);
  const seconds = entryAt(flows.duration, row, 'duration');
  const facts = [
    { name: 'duration', value: formatSpan(seconds), whole: `${seconds} seconds` },
    {
      name: 'share sent',
      value: sent + received > 0 ? formatPercent(sent / (sent + received), 0) : '',
    },
    {
      name: 'time',
      value: time === undefined ? '' : `${formatTime(time)} ${clock.value.zone}`,
    },
    { name: 'state', value: wordOf(flows.connState, row) ?? '' },
    { name: 'not known', value: wordOf(flows.unknown, row) ?? '' },
    { name: 'uid', value: flows.uid === undefined ? '' : textAt(flows.uid, row) },
    { name: 'file', value: wordOf(flows.sourceFile, row) ?? '' },
  ].filter(({ value }) => value !== '');
  return (
    <dl class="flow-facts">
      {facts.map(({ name, value, whole }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={whole}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function wordOf(column: FlowTable['service'], row: number): string | undefined {
  return column && categoryAt(column, row);
}

function many(count: number, one: string, more: string): string {
  return `${formatCount(count)} ${count === 1 ? one : more}`;
}
