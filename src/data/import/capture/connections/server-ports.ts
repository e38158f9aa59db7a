import { TCP, UDP } from '../segment.ts';

/**
 * Ports that Zeek takes for a server's, being those of the protocols that it can read. They decide
 * who is the originator where the opening of a connection was not seen. Source: Zeek's
 * documentation, `likely_server_ports` and the ports of base/protocols.
 */
const TCP_PORTS: ReadonlySet<number> = new Set([
  21, 22, 25, 53, 79, 80, 81, 88, 135, 139, 143, 389, 443, 445, 465, 502, 514, 563, 585, 587, 614,
  631, 636, 989, 990, 992, 993, 995, 1080, 1434, 1883, 2811, 3128, 3268, 3306, 3389, 5222, 5223,
  5269, 5432, 6379, 6666, 6667, 6668, 6669, 8000, 8080, 8888, 20000,
]);
const UDP_PORTS: ReadonlySet<number> = new Set([
  53, 67, 88, 123, 137, 161, 162, 389, 443, 514, 1812, 2123, 2152, 3389, 3544, 4011, 4754, 4789,
  5060, 5072, 5353, 5355, 6081, 20000,
]);

export function isLikelyServerPort(port: number, protocol: number): boolean {
  if (protocol === TCP) return TCP_PORTS.has(port);
  return protocol === UDP && UDP_PORTS.has(port);
}
