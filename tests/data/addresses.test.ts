import { BlockList, isIP, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressKind,
  formatAddress,
  formatNetwork,
  inNetwork,
  parseAddress,
  parseNetwork,
} from '../../src/data/addresses.ts';

const bytesOf = (text: string) => {
  const bytes = parseAddress(text);
  return bytes && [...bytes];
};

describe('addresses', () => {
  it('are what Node takes for addresses', () => {
    const scraps = fc.array(
      fc.constantFrom(
        '::',
        ':',
        '.',
        '0',
        '1',
        '255',
        '256',
        'ffff',
        'FE80',
        'g',
        '00',
        '10.1.2.3',
      ),
      { maxLength: 17 },
    );
    const text = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      scraps.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (address) => {
        expect(parseAddress(address) !== undefined).toBe(isIP(address) !== 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('read back as the bytes that were written', () => {
    const ipv6 = fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((bytes) => bytes.map((byte, at) => (at < 12 && byte < 160 ? 0 : byte)));
    const bytes = fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), ipv6);
    fc.assert(
      fc.property(bytes, (written) => {
        const text = formatAddress(written);
        const mapped = written.length === 16 && /^::ffff:[^:]+:[^:]+$/.test(text);
        expect(bytesOf(text)).toEqual([...(mapped ? written.subarray(12) : written)]);
        // Node writes IPv6 as RFC 5952 asks; of the addresses that hold an IPv4 one, its own way.
        const address = new SocketAddress({
          address: text,
          family: isIP(text) === 6 ? 'ipv6' : 'ipv4',
        });
        if (!address.address.includes('.') || written.length === 4)
          expect(text).toBe(address.address);
      }),
    );
  });

  it('may carry a zone, and an IPv4 address inside', () => {
    expect(bytesOf('fe80::1%eth0')).toEqual(bytesOf('fe80::1'));
    expect(bytesOf('::ffff:10.0.0.5')).toEqual([10, 0, 0, 5]);
    expect(bytesOf('::FFFF:a00:5')).toEqual([10, 0, 0, 5]);
    expect(bytesOf('64:ff9b::10.0.0.5')?.slice(12)).toEqual([10, 0, 0, 5]);
  });

  it.each([
    '',
    '10.0.0',
    '10.0.0.05',
    '10.0.0.256',
    '10.0.0.5%eth0',
    'fe80::1%',
    '1::2::3',
    ':::',
    '1:2:3:4:5:6:7::8',
    '10.0.0.5 ',
  ])('are not %j', (text) => expect(parseAddress(text)).toBeUndefined());

  it('tell whom they mean', () => {
    expect(
      ['8.8.8.8', '169.254.7.7', '239.255.255.250', '255.255.255.255', '0.0.0.0'].map(addressKind),
    ).toEqual(['unicast', 'link-local', 'multicast', 'broadcast', 'unspecified']);
    expect(['2001:db8::1', 'fe80::1%en0', 'ff02::fb', '::', '::1'].map(addressKind)).toEqual([
      'unicast',
      'link-local',
      'multicast',
      'unspecified',
      'unicast',
    ]);
    expect(['', '-', 'printer', 'ff:ff:ff:ff:ff:ff'].map(addressKind)).toEqual(
      Array(4).fill('not an address'),
    );
  });
});

describe('networks', () => {
  it("hold the addresses that Node's lists of networks hold", () => {
    const pair = fc.oneof(
      fc.tuple(fc.ipV4(), fc.ipV4(), fc.nat(32), fc.constant('ipv4' as const)),
      fc.tuple(fc.ipV6(), fc.ipV6(), fc.nat(128), fc.constant('ipv6' as const)),
    );
    // Two random addresses hardly ever share a network: the second begins as the first.
    fc.assert(
      fc.property(pair, fc.nat(16), ([one, other, prefix, family], shared) => {
        const first = parseAddress(one);
        const bytes = parseAddress(other)?.slice();
        const network = parseNetwork(`${one}/${prefix}`);
        fc.pre(first !== undefined && bytes !== undefined && network !== undefined);
        fc.pre(first.length === bytes.length && (family === 'ipv4') === (bytes.length === 4));
        bytes.set(first.subarray(0, shared));
        const list = new BlockList();
        list.addSubnet(one, prefix, family);
        expect(inNetwork(bytes, network)).toBe(list.check(formatAddress(bytes), family));
      }),
      { numRuns: 1000 },
    );
  });

  it('are written with what counts of them', () => {
    const written = (text: string) => {
      const network = parseNetwork(text);
      return network && formatNetwork(network);
    };
    expect(written('10.1.2.3/8')).toBe('10.0.0.0/8');
    expect(written('10.1.2.3')).toBe('10.1.2.3');
    expect(written('10.1.2.3/32')).toBe('10.1.2.3');
    expect(written('2001:DB8:0:1::7/64')).toBe('2001:db8:0:1::/64');
    expect(written('::ffff:10.1.2.3/104')).toBe('10.0.0.0/8');
    expect(written('0.0.0.0/0')).toBe('0.0.0.0/0');
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '::/129',
    '/8',
    '::ffff:1.2.3.4/90',
  ])('are not %j', (text) => expect(parseNetwork(text)).toBeUndefined());

  it('of one kind of address hold none of the other', () => {
    const everything = parseNetwork('::/0');
    const address = parseAddress('10.0.0.5');
    expect(everything && address && inNetwork(address, everything)).toBe(false);
  });
});
