import { type Draw, draw } from './draws.ts';

/** An attack's entry in MITRE ATT&CK, and what gives it away in flow records. */
export interface AttackTechnique {
  readonly id: string;
  readonly name: string;
  readonly tactic: string;
  readonly link: string;
  readonly givesAway: string;
}

/** A kind of traffic: how each column of its flows is drawn. Columns stand in the order of drawing. */
export interface TrafficProfile {
  readonly name: string;
  readonly title: string;
  /** Flows in the notebook's data set. */
  readonly count: number;
  readonly meaning: string;
  /** Only attacks have one. */
  readonly technique?: AttackTechnique;
  readonly columns: {
    readonly bytesSent: Draw;
    readonly bytesRecv: Draw;
    readonly packetsSent: Draw;
    readonly packetsRecv: Draw;
    readonly duration: Draw;
    readonly dstPort: Draw;
    readonly protocol: Draw<string>;
    readonly srcIpCount: Draw;
    readonly dstIpCount: Draw;
  };
}

const { lognormal, normal, poisson, exponential, uniform, randint, choice, constant } = draw;
const one = constant(1);
const tcp = constant('TCP');
const udp = constant('UDP');

const ATTACK_SITE = 'https://attack.mitre.org/techniques/';

/** The fourteen profiles of the notebook, in its order: six of normal traffic, eight attacks. */
export const PROFILES: readonly TrafficProfile[] = [
  {
    name: 'web',
    title: 'Web browsing',
    count: 600,
    meaning: 'Short requests, answers of pages and pictures.',
    columns: {
      bytesSent: lognormal(7, 0.8),
      bytesRecv: lognormal(10, 1.5),
      packetsSent: poisson(30),
      packetsRecv: poisson(100),
      duration: exponential(3),
      dstPort: choice([80, 443], [0.2, 0.8]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'email',
    title: 'E-mail',
    count: 200,
    meaning: 'SMTP, IMAP and POP3: messages both ways.',
    columns: {
      bytesSent: lognormal(8, 1),
      bytesRecv: lognormal(9, 1.2),
      packetsSent: poisson(40),
      packetsRecv: poisson(60),
      duration: exponential(2),
      dstPort: choice([25, 587, 993, 995, 143]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'dns',
    title: 'DNS',
    count: 400,
    meaning: 'One small question, one to three small answers, in milliseconds.',
    columns: {
      bytesSent: normal(70, 15, 40, 200),
      bytesRecv: normal(150, 40, 80, 400),
      packetsSent: one,
      packetsRecv: choice([1, 2, 3], [0.7, 0.2, 0.1]),
      duration: uniform(0.001, 0.2),
      dstPort: constant(53),
      protocol: udp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'ssh',
    title: 'SSH',
    count: 100,
    meaning: 'Sessions of minutes with traffic both ways.',
    columns: {
      bytesSent: lognormal(9, 1.5),
      bytesRecv: lognormal(10, 1.8),
      packetsSent: poisson(200),
      packetsRecv: poisson(250),
      duration: exponential(300),
      dstPort: constant(22),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'database',
    title: 'Database',
    count: 200,
    meaning: 'Small queries, results of any size.',
    columns: {
      bytesSent: lognormal(7, 1.2),
      bytesRecv: lognormal(11, 1.5),
      packetsSent: poisson(50),
      packetsRecv: poisson(150),
      duration: exponential(1),
      dstPort: choice([3306, 5432, 1433, 27017]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'api',
    title: 'API',
    count: 400,
    meaning: 'Brief calls between programs.',
    columns: {
      bytesSent: lognormal(7, 0.8),
      bytesRecv: lognormal(8, 1),
      packetsSent: poisson(10),
      packetsRecv: poisson(15),
      duration: exponential(0.5),
      dstPort: choice([443, 8443, 8080]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'port_scan',
    title: 'Port scan',
    count: 50,
    meaning: 'Single packets to many ports of many hosts, mostly without an answer.',
    technique: {
      id: 'T1046',
      name: 'Network Service Discovery',
      tactic: 'Discovery',
      link: `${ATTACK_SITE}T1046/`,
      givesAway: 'Dozens to hundreds of destinations, many packets with hardly any bytes.',
    },
    columns: {
      bytesSent: normal(60, 10),
      bytesRecv: choice([0, 40], [0.7, 0.3]),
      packetsSent: randint(100, 1000),
      packetsRecv: randint(0, 100),
      duration: uniform(1, 30),
      dstPort: randint(1, 65535),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: randint(50, 500),
    },
  },
  {
    name: 'brute_force',
    title: 'Brute force',
    count: 40,
    meaning: 'Many passwords tried at a login service.',
    technique: {
      id: 'T1110',
      name: 'Brute Force',
      tactic: 'Credential Access',
      link: `${ATTACK_SITE}T1110/`,
      givesAway: 'Minutes on a login port, many packets, few bytes in each.',
    },
    columns: {
      bytesSent: normal(500, 100),
      bytesRecv: normal(200, 50),
      packetsSent: randint(50, 200),
      packetsRecv: randint(50, 200),
      duration: uniform(60, 600),
      dstPort: choice([22, 3389, 21, 23]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'c2_beacon',
    title: 'C2 beacon',
    count: 50,
    meaning: 'Malware that asks the attacker for orders over web ports.',
    technique: {
      id: 'T1071',
      name: 'Application Layer Protocol',
      tactic: 'Command and Control',
      link: `${ATTACK_SITE}T1071/`,
      givesAway:
        'Small flows of nearly the same size. Only time features show that they are regular.',
    },
    columns: {
      bytesSent: normal(256, 50),
      bytesRecv: normal(512, 100),
      packetsSent: poisson(5),
      packetsRecv: poisson(8),
      duration: uniform(0.1, 2),
      dstPort: choice([443, 80, 8080, 8443]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'data_exfil',
    title: 'Data exfiltration',
    count: 30,
    meaning: 'Stolen data sent out in one long upload.',
    technique: {
      id: 'T1048',
      name: 'Exfiltration Over Alternative Protocol',
      tactic: 'Exfiltration',
      link: `${ATTACK_SITE}T1048/`,
      givesAway: 'About 1 MB or more sent, a few hundred bytes received, for minutes to an hour.',
    },
    columns: {
      bytesSent: lognormal(14, 1),
      bytesRecv: normal(500, 100),
      packetsSent: randint(1000, 10000),
      packetsRecv: randint(100, 500),
      duration: uniform(60, 3600),
      dstPort: choice([443, 53, 21, 22]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'dns_tunnel',
    title: 'DNS tunnel',
    count: 40,
    meaning: 'Data hidden in DNS questions and answers.',
    technique: {
      id: 'T1071.004',
      name: 'Application Layer Protocol: DNS',
      tactic: 'Command and Control',
      link: `${ATTACK_SITE}T1071/004/`,
      givesAway: 'DNS of minutes and a hundred packets instead of two.',
    },
    columns: {
      bytesSent: randint(200, 500),
      bytesRecv: randint(300, 800),
      packetsSent: randint(50, 200),
      packetsRecv: randint(50, 200),
      duration: uniform(60, 600),
      dstPort: constant(53),
      protocol: udp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
  {
    name: 'ddos',
    title: 'DDoS',
    count: 30,
    meaning: 'Very many packets from many sources, with hardly an answer.',
    technique: {
      id: 'T1498',
      name: 'Network Denial of Service',
      tactic: 'Impact',
      link: `${ATTACK_SITE}T1498/`,
      givesAway: 'Tens of thousands of packets from hundreds of sources, hardly any bytes back.',
    },
    columns: {
      bytesSent: lognormal(13, 0.5),
      bytesRecv: normal(0, 10, 0),
      packetsSent: randint(10000, 100000),
      packetsRecv: randint(0, 100),
      duration: uniform(30, 300),
      dstPort: choice([80, 443, 53]),
      protocol: choice(['TCP', 'UDP']),
      srcIpCount: randint(100, 1000),
      dstIpCount: one,
    },
  },
  {
    name: 'lateral_movement',
    title: 'Lateral movement',
    count: 40,
    meaning: 'An attacker who goes from host to host over Windows administration.',
    technique: {
      id: 'T1021.002',
      name: 'Remote Services: SMB/Windows Admin Shares',
      tactic: 'Lateral Movement',
      link: `${ATTACK_SITE}T1021/002/`,
      givesAway: 'SMB, RPC or WinRM to several hosts; sizes and durations look normal.',
    },
    columns: {
      bytesSent: lognormal(10, 1.2),
      bytesRecv: lognormal(11, 1.5),
      packetsSent: poisson(200),
      packetsRecv: poisson(250),
      duration: exponential(10),
      dstPort: choice([445, 135, 139, 5985]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: randint(2, 20),
    },
  },
  {
    name: 'crypto_mining',
    title: 'Crypto mining',
    count: 30,
    meaning: 'A miner that talks to its pool for hours.',
    technique: {
      id: 'T1496',
      name: 'Resource Hijacking',
      tactic: 'Impact',
      link: `${ATTACK_SITE}T1496/`,
      givesAway: '1 to 24 hours on a port of mining pools, few bytes.',
    },
    columns: {
      bytesSent: normal(1000, 200),
      bytesRecv: normal(500, 100),
      packetsSent: poisson(100),
      packetsRecv: poisson(80),
      duration: uniform(3600, 86400),
      dstPort: choice([3333, 4444, 8333, 14444]),
      protocol: tcp,
      srcIpCount: one,
      dstIpCount: one,
    },
  },
];

/** The attacks among them. */
export const ATTACK_NAMES: readonly string[] = PROFILES.flatMap(({ name, technique }) =>
  technique === undefined ? [] : [name],
);
