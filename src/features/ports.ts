/** Ports of everyday services, as the notebook lists them. */
export const WELL_KNOWN_PORTS: readonly number[] = [
  80, 443, 22, 25, 53, 143, 993, 995, 587, 3306, 5432,
];

/** Ports that mining pools, chat-controlled malware and remote shells favour, as the notebook lists them. */
export const SUSPICIOUS_PORTS: readonly number[] = [
  4444, 8888, 31337, 6667, 1337, 3333, 14444, 8333, 4443,
];

/** Ports above this need no privilege to listen on. */
export const HIGHEST_SYSTEM_PORT = 1024;
