import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { generateTraffic, type Traffic } from '../../../src/pipeline/traffic/generate.ts';
import { allowedRows } from '../../../src/pipeline/triage/allowance.ts';
import {
  type AllowRule,
  formatRule,
  parseRule,
  parseRules,
  rulesOfFlow,
} from '../../../src/pipeline/triage/rules.ts';
import { address, type Told, told, trafficOf } from './support.ts';

describe('a rule', () => {
  it.each([
    ['10.0.0.5', '10.0.0.5'],
    [' 10.1.2.3/8 ', '10.0.0.0/8'],
    ['FROM  2001:DB8::0:1', 'from 2001:db8::1'],
    ['to ::ffff:10.0.0.5', 'to 10.0.0.5'],
    ['from printer.local', 'from printer.local'],
    ['host Printer', 'host printer'],
    ['53', 'port 53'],
    ['Port 53', 'port 53'],
    ['dns', 'service dns'],
    ['service DNS', 'service dns'],
    ['tcp', 'protocol tcp'],
    ['service tcp', 'service tcp'],
    ['protocol 6', 'protocol 6'],
  ])('typed as %j is %j', (typed, written) => expect(formatRule(parseRule(typed))).toBe(written));

  it.each([
    '',
    ' ',
    '10.0.0',
    '10.0.0.300',
    'example.org',
    'from 10.0.0.300',
    'to fe80::g',
    'port',
    'from',
    '-',
    '<b>',
    'a b',
    'x'.repeat(300),
  ])('is not %j, and what is one is said', (typed) => {
    expect(() => parseRule(typed)).toThrow(/^A rule is an address \(10\.0\.0\.5\), a network/);
  });

  it('that is nearly right is told what to put right', () => {
    expect(() => parseRule('10.0.0.0/33')).toThrow(
      'A network is an address and how many of its first bits count, 0 to 32; got "10.0.0.0/33".',
    );
    expect(() => parseRule('port 65536')).toThrow(
      'A port is a whole number from 0 to 65535; got "65536".',
    );
  });

  it('of any text is refused or written so that it reads back as the same', () => {
    const keyword = fc.constantFrom('', 'from ', 'to ', 'host ', 'port ', 'service ', 'protocol ');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.ipV4(),
      fc.ipV6(),
      fc.nat(99_999).map(String),
    );
    fc.assert(
      fc.property(keyword, value, (word, text) => {
        let rule: AllowRule;
        try {
          rule = parseRule(word + text);
        } catch (error) {
          expect(error).toHaveProperty('name', 'InputError');
          return;
        }
        expect(parseRule(formatRule(rule))).toEqual(rule);
        expect(JSON.parse(JSON.stringify(rule))).toEqual(rule);
      }),
      { numRuns: 1000 },
    );
  });
});

it('rules are kept once each, and not without end', () => {
  expect(parseRules(['53', 'port 53', 'dns']).map(formatRule)).toEqual(['port 53', 'service dns']);
  const ports = Array.from({ length: 501 }, (_, port) => String(port));
  expect(() => parseRules(ports)).toThrow('There may be 500 rules');
});

const side = fc.constantFrom('', 'from ', 'to ');
const rule = fc.oneof(
  fc.tuple(side, address).map(([end, one]) => end + one),
  fc
    .tuple(side, address, fc.nat(32))
    .map(([end, one, bits]) => `${end}${one}/${one.includes(':') ? 4 * bits : bits}`),
  fc.constantFrom(
    'from printer',
    'host printer',
    '53',
    '65535',
    'dns',
    'http',
    'ssl',
    'udp',
    'to -',
  ),
);

/** Whether the rule covers the flow, by Node's own lists of networks. */
function covers(text: string, flow: Told): boolean {
  const [, end, value] = /^(?:(from|to|host) )?(.*)$/.exec(text) ?? [];
  const ends = [
    ...(end === 'to' ? [] : [flow.originator]),
    ...(end === 'from' ? [] : [flow.responder]),
  ];
  const [one, bits] = value.split('/');
  const family = isIP(one) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(one) !== 0) {
    const list = new BlockList();
    if (bits === undefined) list.addAddress(one, family);
    else list.addSubnet(one, Number(bits), family);
    return ends.some((word) => isIP(word) === isIP(one) && list.check(word, family));
  }
  if (end !== undefined) return ends.includes(value);
  if (/^\d+$/.test(value)) return flow.port === Number(value);
  if (value === 'udp') return flow.protocol === 'udp';
  return flow.service.toLowerCase().split(',').includes(value);
}

it('rules cover the flows that they cover one by one', () => {
  fc.assert(
    fc.property(
      fc.array(told, { minLength: 1, maxLength: 30 }),
      fc.array(rule, { maxLength: 5 }),
      (rows, texts) => {
        const rules = texts.map(parseRule);
        const { allowed, flows, coverage } = allowedRows(trafficOf(rows), rules);
        const expected = rows.map((row) => (texts.some((text) => covers(text, row)) ? 1 : 0));
        expect([...allowed]).toEqual(expected);
        expect(flows).toBe(expected.filter((one) => one === 1).length);
        expect(coverage.map((one) => one.flows)).toEqual(
          texts.map((text) => rows.filter((row) => covers(text, row)).length),
        );
      },
    ),
    { numRuns: 300 },
  );
});

it('the rules that a flow offers all cover it, and read back', () => {
  fc.assert(
    fc.property(told, (flow) => {
      const traffic = trafficOf([flow]);
      if (traffic.flows === null) throw new Error('made with flows');
      const offers = rulesOfFlow(traffic.flows, 0);
      expect(offers.map(({ what }) => what)).toContain('port');
      for (const offer of offers) {
        expect(parseRule(formatRule(offer.rule))).toEqual(offer.rule);
        expect(allowedRows(traffic, [offer.rule]).flows).toBe(1);
      }
    }),
  );
});

describe('traffic that does not tell what a rule asks for', () => {
  const generated = withoutAddresses(generateTraffic(NOTEBOOK_PARAMETERS));

  it('is covered by no such rule, which says what is lacking', () => {
    const { coverage } = allowedRows(generated, parseRules(['10.0.0.0/8', 'dns', '53', 'udp']));
    expect(coverage.map(({ lacks }) => lacks)).toEqual(['addresses', 'services', null, null]);
    expect(coverage[0].flows).toBe(0);
    expect(coverage[2].flows).toBeGreaterThan(0);
  });

  it('as a table of numbers is covered by none', () => {
    const { flows, coverage } = allowedRows({ ...generated, flows: null }, parseRules(['53']));
    expect(flows).toBe(0);
    expect(coverage).toEqual([{ rule: { about: 'port', port: 53 }, flows: 0, lacks: 'ports' }]);
  });
});

function withoutAddresses(traffic: Traffic): Traffic {
  if (traffic.flows === null) throw new Error('made with flows');
  const { originatorAddress: _, responderAddress: __, ...flows } = traffic.flows;
  return { ...traffic, flows };
}
