import {
  formatAddress,
  formatNetwork,
  networkAround,
  parseAddress,
  parseNetwork,
} from '../../data/addresses.ts';
import { InputError } from '../../data/errors.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';

/** Which end of a flow an address is looked for at. */
type Side = 'either' | 'originator' | 'responder';

/**
 * What a person knows to be fine: flows that it covers are no alerts. A plain value; as text it is
 * what `formatRule` writes and `parseRule` reads.
 */
export type AllowRule =
  /** An address, a network, or a host's name where the traffic has names instead of addresses. */
  | { readonly about: 'address'; readonly side: Side; readonly address: string }
  /** The responder's port. */
  | { readonly about: 'port'; readonly port: number }
  | { readonly about: 'service' | 'protocol'; readonly name: string };

/** So many are more than a person keeps in view; each costs a look at every flow. */
const MOST_RULES = 500;
const LONGEST = 200;

/** Words that are a protocol without saying so. */
const PROTOCOLS = ['tcp', 'udp', 'icmp', 'icmp6', 'ipv6-icmp', 'sctp', 'gre', 'esp'];

const SIDES: Readonly<Record<string, Side>> = {
  host: 'either',
  from: 'originator',
  to: 'responder',
};

/** What can be typed, for people. */
export const RULE_FORMS =
  'an address (10.0.0.5), a network (10.0.0.0/8), a port (53 or port 53), a service (dns or ' +
  'service dns) or a protocol (protocol udp); from or to before an address means that end alone';

/**
 * Reads a rule as it is typed:
 *
 *     rule     = address | port | service | protocol
 *     address  = [ "from" | "to" | "host" ] ( IPv4 | IPv6 ) [ "/" prefix ]
 *              | ( "from" | "to" | "host" ) name
 *     port     = [ "port" ] 0 … 65535
 *     service  = [ "service" ] name
 *     protocol = [ "protocol" ] name
 *
 * Case does not matter. A name on its own is a service, but for the usual protocols; `from` is the
 * originator, `to` the responder, and neither means either.
 *
 * @throws InputError that says what was expected
 */
export function parseRule(text: string): AllowRule {
  const typed = text.trim().replace(/\s+/g, ' ');
  if (typed.length > LONGEST) throw noRule(typed);
  const [, keyword = '', value] =
    /^(?:(from|to|host|port|service|protocol) )?(.+)$/i.exec(typed) ?? [];
  if (value === undefined) throw noRule(typed);
  const word = keyword.toLowerCase();
  if (word in SIDES) return addressRule(value, SIDES[word]);
  if (word === 'port') return portRule(value);
  if (word === 'service' || word === 'protocol') return { about: word, name: value.toLowerCase() };
  return bareRule(value);
}

/** A rule that does not say what it is about. */
function bareRule(value: string): AllowRule {
  if (/^\d+$/.test(value)) return portRule(value);
  if (/[.:/]/.test(value)) {
    if (parseAddress(value.split('/')[0]) === undefined) throw noRule(value);
    return addressRule(value, 'either');
  }
  const name = value.toLowerCase();
  const keywords = [...Object.keys(SIDES), 'port', 'service', 'protocol'];
  if (!/^[a-z][\w-]*$/.test(name) || keywords.includes(name)) throw noRule(value);
  return { about: PROTOCOLS.includes(name) ? 'protocol' : 'service', name };
}

function portRule(value: string): AllowRule {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) {
    throw new InputError(`A port is a whole number from 0 to 65535; got "${short(value)}".`);
  }
  return { about: 'port', port: Number(value) };
}

function addressRule(value: string, side: Side): AllowRule {
  const network = parseNetwork(value);
  if (network !== undefined) return { about: 'address', side, address: formatNetwork(network) };
  const [address, prefix] = value.split('/');
  const bytes = parseAddress(address);
  if (bytes !== undefined) {
    throw new InputError(
      `A network is an address and how many of its first bits count, 0 to ${8 * bytes.length}; got "${short(value)}".`,
    );
  }
  // What is made of digits or has a colon or a slash was meant to be an address.
  if (prefix !== undefined || /^[\d.]+$|:/.test(value)) throw noRule(value);
  return { about: 'address', side, address: value.toLowerCase() };
}

function noRule(typed: string): InputError {
  const got = typed === '' ? 'nothing' : `"${short(typed)}"`;
  return new InputError(`A rule is ${RULE_FORMS}; got ${got}.`);
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The rule as `parseRule` reads it; the same text for the same rule. */
export function formatRule(rule: AllowRule): string {
  switch (rule.about) {
    case 'port':
      return `port ${rule.port}`;
    case 'service':
    case 'protocol':
      return `${rule.about} ${rule.name}`;
    case 'address': {
      const named = parseNetwork(rule.address) === undefined;
      const words = { either: named ? 'host ' : '', originator: 'from ', responder: 'to ' };
      return `${words[rule.side]}${rule.address}`;
    }
  }
}

/**
 * Rules from their texts, each once.
 *
 * @throws InputError for a text that is no rule, and for more than 500 rules
 */
export function parseRules(texts: readonly string[]): AllowRule[] {
  return texts.reduce<AllowRule[]>((rules, text) => withRule(rules, parseRule(text)), []);
}

/**
 * The rules and one more, unless it is there already.
 *
 * @throws InputError for more than 500 rules
 */
export function withRule(rules: readonly AllowRule[], rule: AllowRule): AllowRule[] {
  if (rules.some((other) => formatRule(other) === formatRule(rule))) return [...rules];
  if (rules.length >= MOST_RULES) {
    throw new InputError(`There may be ${MOST_RULES} rules; allow a network instead of its hosts.`);
  }
  return [...rules, rule];
}

/** What a person may want to allow who looks at one flow. */
export interface RuleOffer {
  /** `originator`, `network`, … */
  readonly what: string;
  readonly rule: AllowRule;
}

/** How much of an address is its neighbourhood: a /24, or the /64 of one IPv6 network. */
const NEIGHBOURHOOD: Readonly<Record<number, number>> = { 4: 24, 16: 64 };

/** The rules that cover this flow by one of its own words; none for what the flow does not tell. */
export function rulesOfFlow(flows: FlowTable, row: number): RuleOffer[] {
  const word = (column: FlowTable['service']) => column && categoryAt(column, row);
  const service = word(flows.service)?.split(',')[0];
  return [
    ...rulesOfAddress('originator', word(flows.originatorAddress)),
    ...rulesOfAddress('responder', word(flows.responderAddress)),
    { what: 'port', rule: { about: 'port', port: flows.dstPort[row] } },
    ...rulesOfName('service', service),
    ...rulesOfName('protocol', categoryAt(flows.protocol, row)),
  ];
}

/** The rule that covers a group of alerts; `null` where its name is none that a rule could go by. */
export function ruleOfGroup(
  by: 'originator' | 'responder' | 'port',
  name: string,
): AllowRule | null {
  if (by === 'port') return parsed(`port ${name}`);
  return rulesOfAddress(by, name)[0]?.rule ?? null;
}

/** A port out of a file may be none. */
function parsed(text: string): AllowRule | null {
  try {
    return parseRule(text);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function rulesOfAddress(side: 'originator' | 'responder', word: string | undefined): RuleOffer[] {
  if (isUnset(word)) return [];
  const bytes = parseAddress(word);
  const rule = (address: string): AllowRule => ({ about: 'address', side, address });
  if (bytes === undefined) return [{ what: side, rule: rule(word.toLowerCase()) }];
  const network = formatNetwork(networkAround(bytes, NEIGHBOURHOOD[bytes.length]));
  return [
    { what: side, rule: rule(formatAddress(bytes)) },
    { what: `${side}'s network`, rule: rule(network) },
  ];
}

function rulesOfName(about: 'service' | 'protocol', word: string | undefined): RuleOffer[] {
  return isUnset(word) ? [] : [{ what: about, rule: { about, name: word.toLowerCase() } }];
}

/** Whether there is no word, or none that could be typed. */
function isUnset(word: string | undefined): word is undefined {
  if (word === undefined || word.length > LONGEST - 10) return true;
  return /^(-|unknown)?$|^ | $| {2}|[^\S ]/.test(word);
}
