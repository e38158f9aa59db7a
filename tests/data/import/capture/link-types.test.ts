import { describe, expect, it } from 'vitest';
import { told } from '../support.ts';
import { pcap } from './files.ts';
import { flowsOf, importCapture } from './flows.ts';
import { radiotap, wifi } from './frames.ts';
import { bytes, ip, u16, u32, udp } from './packets.ts';

const PACKET = ip('10.0.0.1', '10.0.0.2', { protocol: 17 }, udp(1, 2, new Uint8Array(9)));

/** What is told of a frame that carries no flow, beside one that does. */
async function complaint(frame: Uint8Array, linkType: number, good: Uint8Array): Promise<string> {
  const packets = [frame, good].map((each) => ({ time: 1, frame: each }));
  const { flows, problems } = await importCapture(pcap(packets, { linkType }));
  expect(flowsOf(flows)).toMatchObject([{ packets: [1, 0], originator: '10.0.0.1' }]);
  expect(problems).toHaveLength(1);
  return told(problems)[0];
}

describe('a frame of Wi-Fi without a packet that can be read is told', () => {
  it.each([
    ['a beacon', wifi(PACKET, { control: 0x80 }), 'carries no data'],
    ['an acknowledgement', bytes([0xd4, 0], new Uint8Array(8)), 'carries no data'],
    ['data without any', wifi(PACKET, { control: 0x48 }), 'carries no data'],
    ['an extension of later', wifi(PACKET, { control: 0x0c }), 'carries no data'],
    ['a version that nobody knows', wifi(PACKET, { control: 0x09 }), 'carries no data'],
    ['the second of two parts', wifi(PACKET, { sequence: 0x0011 }), 'continues another'],
    [
      'several packets',
      wifi(PACKET, { control: 0x88, more: [0x80, 0] }),
      'several packets (A-MSDU)',
    ],
    ['another protocol', bytes(wifi(PACKET).subarray(0, 24), new Uint8Array(40)), 'IEEE 802.2'],
    ['a frame cut short', wifi(PACKET).subarray(0, 23), 'cut off before its IP header'],
  ])('%s', async (_, frame, reason) => {
    expect(await complaint(frame, 105, wifi(PACKET))).toContain(reason);
  });

  it('that came damaged', async () => {
    const damaged = radiotap(wifi(PACKET), [2], [0x50]);
    expect(await complaint(damaged, 127, radiotap(wifi(PACKET)))).toContain('came damaged');
  });

  it('that is encrypted, with what to run', async () => {
    const encrypted = wifi(PACKET, { flags: 0x41 });
    expect(await complaint(encrypted, 105, wifi(PACKET))).toBe(
      'ignored encrypted Wi-Fi frame; if the capture holds the handshake of each device, the ' +
        'password of the network decrypts it: tshark -r FILE -o wlan.enable_decryption:TRUE -o ' +
        `'uat:80211_keys:"wpa-pwd","PASSWORD:NETWORK"' -U IP -F pcap -w capture.pcap: 1 at 1`,
    );
  });
});

describe('headers before a packet that cannot be true', () => {
  const ppi = (linkType: number, rest: Uint8Array) =>
    bytes([0, 0, 8, 0], u32(linkType, true), rest);
  const good = ppi(101, PACKET);

  it.each([
    ['one that announces itself', ppi(192, ppi(101, PACKET)), 'announces itself'],
    ['one that announces the other', ppi(258, PACKET), 'announces itself'],
    ['one that announces what is not read', ppi(107, PACKET), 'frame relay (link type 107)'],
    ['one longer than the packet', bytes([0, 0, 255, 255], u32(101, true), PACKET), 'cut off'],
    ['one without an end', new Uint8Array(7), 'cut off'],
  ])('%s', async (_, frame, reason) => {
    expect(await complaint(frame, 192, good)).toContain(reason);
  });

  const log = (...attributes: readonly ArrayLike<number>[]) => bytes([2, 0, 0, 1], ...attributes);
  const attribute = (length: number, type: number) => bytes(u16(length, true), u16(type, true));

  it.each([
    ['no packet', log(attribute(4, 1)), 'holds no packet'],
    ['an attribute of no length', log(attribute(0, 1), attribute(4, 9)), 'length cannot be true'],
    ['an attribute without an end', log(attribute(65535, 1)), 'holds no packet'],
    ['a packet of ARP', bytes([3, 0, 0, 1], attribute(32, 9), PACKET), 'address family 3'],
  ])('a netfilter log with %s', async (_, frame, reason) => {
    expect(await complaint(frame, 239, log(attribute(41, 9), PACKET))).toContain(reason);
  });
});
