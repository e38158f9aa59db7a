/** Conversations as Zeek counts them: payload and IP bytes, packets, state and history. */

/** Bytes of the IP and TCP headers of a segment with timestamps, and of IP and UDP. */
const TCP_HEADER = 52;
const UDP_HEADER = 28;
const SEGMENT = 1448;

/** A TCP conversation that was opened and closed as it should be. */
export function tcp(random, flow) {
  const { up, down } = flow;
  const dataDown = Math.ceil(down / SEGMENT);
  const dataUp = Math.ceil(up / SEGMENT);
  const upPackets = 3 + dataUp + Math.ceil(dataDown / 2);
  const downPackets = 2 + dataDown + Math.ceil(dataUp / 2);
  return {
    clientPort: random.integer(49152, 65535),
    protocol: 'tcp',
    state: 'SF',
    history: 'ShADadFf',
    upPackets,
    downPackets,
    upIpBytes: up + TCP_HEADER * upPackets,
    downIpBytes: down + TCP_HEADER * downPackets,
    ...flow,
  };
}

/** A TCP connection that never was: turned down (REJ), or without an answer (S0). */
export function failedTcp(random, flow, isRejected) {
  return tcp(random, {
    up: 0,
    down: 0,
    upPackets: 1,
    downPackets: isRejected ? 1 : 0,
    upIpBytes: 60,
    downIpBytes: isRejected ? 40 : 0,
    state: isRejected ? 'REJ' : 'S0',
    history: isRejected ? 'Sr' : 'S',
    ...flow,
  });
}

export function udp(random, flow) {
  const { up, down, upPackets = 1, downPackets = down === 0 ? 0 : 1 } = flow;
  return {
    clientPort: random.integer(49152, 65535),
    protocol: 'udp',
    state: downPackets === 0 ? 'S0' : 'SF',
    history: downPackets === 0 ? 'D' : 'Dd',
    upPackets,
    downPackets,
    upIpBytes: up + UDP_HEADER * upPackets,
    downIpBytes: down + UDP_HEADER * downPackets,
    ...flow,
  };
}
