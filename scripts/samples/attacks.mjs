/** Attacks within the office's hour, as flows. Addresses as in the office. */
import { failedTcp, tcp } from './conversations.mjs';
import { CLIENTS, FILE_SERVER, HOUR, SECOND } from './office.mjs';

const PORTS_OPEN = [22, 139, 445];

/** A client tries the file server's ports, one after another: most are closed, some are filtered. */
export function portScan(random) {
  const ports = Array.from({ length: 100 }, (_, i) => (i < 50 ? i + 1 : 3000 + 611 * i));
  const begin = 37 * 60 * SECOND;
  return ports.map((serverPort, i) => {
    const flow = {
      start: begin + i * 210_000 + random.integer(0, 90_000),
      duration: random.integer(150, 900),
      client: CLIENTS[11],
      server: FILE_SERVER,
      serverPort,
      service: '',
      attack: 'port_scan',
    };
    if (PORTS_OPEN.includes(serverPort)) {
      return tcp(random, { ...flow, up: 0, down: 0, upPackets: 2, downPackets: 1, ...HALF_OPEN });
    }
    const isRejected = random.chance(0.85);
    return failedTcp(random, isRejected ? flow : { ...flow, duration: 0 }, isRejected);
  });
}

/** What is left of a handshake that the originator breaks off. */
const HALF_OPEN = { state: 'RSTO', history: 'ShR', upIpBytes: 100, downIpBytes: 60 };

/** Until then the hour is clean: something to learn from. */
const INFECTED = 35 * 60 * SECOND;

/**
 * A client that calls home once a minute, give or take a second, and says almost the same, from the
 * moment on when it was infected.
 */
export function beacon(random) {
  return Array.from({ length: Math.floor((HOUR - INFECTED) / (60 * SECOND)) }, (_, i) =>
    tcp(random, {
      start: INFECTED + i * 60 * SECOND + 7 * SECOND + random.integer(0, 2 * SECOND),
      duration: random.integer(180_000, 260_000),
      client: CLIENTS[20],
      server: '203.0.113.199',
      serverPort: 8443,
      service: 'ssl',
      up: 612 + random.integer(0, 12),
      down: 1288 + 16 * random.integer(0, 1),
      attack: 'c2_beacon',
    }),
  );
}

/** A client that sends 460 MB out of the house, in one long conversation. */
export function exfiltration(random) {
  const up = 460_000_000 + random.integer(0, 9_000_000);
  return tcp(random, {
    start: 21 * 60 * SECOND + random.integer(0, SECOND),
    duration: 31 * 60 * SECOND + random.integer(0, SECOND),
    client: CLIENTS[7],
    server: '203.0.113.150',
    serverPort: 443,
    service: 'ssl',
    up,
    down: 310_000,
    attack: 'data_exfil',
  });
}
