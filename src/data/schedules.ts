import { type Draw, draw } from './draws.ts';

/** A group of hosts: addresses from `first` on, counting up their last number. */
export interface Hosts {
  readonly network: string;
  readonly first: number;
  readonly count: number;
}

/** When a series of flows may begin: a weight for each hour of the day. */
export interface Hours {
  /** 24 weights, midnight first. UTC. */
  readonly weekday: readonly number[];
  /** The same on Saturday and Sunday. */
  readonly weekend: readonly number[];
}

/**
 * When flows of a profile begin and who takes part: they come in series. A series has one
 * originator and one responder, unless one end is `'each'`: then that end differs from flow to flow.
 */
export interface Schedule {
  /** The traffic profile's name. */
  readonly profile: string;
  /** The rhythm that tells for which share of the profile's flows it is; the next row has the rest. */
  readonly share?: 'monitorShare';
  readonly hours: Hours;
  readonly from: Hosts;
  readonly to: Hosts;
  readonly each?: 'originator' | 'responder';
  /** Flows in a series, 1 at least. */
  readonly flows: Draw;
  /** Seconds from one flow of a series to the next; `'beacon'`: by the period and the jitter. */
  readonly gap: Draw | 'beacon';
}

/** Monday 4 March 2024, 00:00 UTC. Seconds since 1970 UTC. */
export const FIRST_MOMENT = 1709510400;
/** Generated traffic lasts one week, Monday to Sunday. */
export const SPAN_DAYS = 7;

// Private addresses inside (RFC 1918), those kept for documentation outside (RFC 5737).
const hosts = (network: string, first: number, count: number): Hosts => ({ network, first, count });
const STAFF = hosts('10.1.0', 11, 24);
const ADMINS = hosts('10.1.0', 101, 3);
const EVERYBODY_INSIDE = hosts('10.1.0', 1, 120);
const PROGRAMS = hosts('10.1.1', 11, 4);
const MONITOR = hosts('10.1.1', 61, 1);
const DATABASES = hosts('10.1.1', 31, 2);
const SERVERS = hosts('10.1.1', 11, 8);
const FILE_SERVER = hosts('10.1.1', 41, 1);
const MAIL_SERVER = hosts('10.1.1', 25, 1);
const RESOLVER = hosts('10.1.1', 53, 1);
const PUBLIC_SERVER = hosts('10.1.2', 80, 1);
const SITES = hosts('198.51.100', 1, 40);
const PARTNERS = hosts('198.51.100', 201, 6);
const FLOODERS = hosts('203.0.113', 1, 200);
const CONTROL_SERVERS = hosts('203.0.113', 210, 10);
const POOL = hosts('203.0.113', 233, 1);
const GUESSER = hosts('192.0.2', 66, 1);
const DROP = hosts('192.0.2', 99, 1);
const TUNNEL_END = hosts('192.0.2', 53, 1);

const { exponential, poisson, uniform, randint, constant } = draw;

const hourly = (weight: (hour: number) => number) =>
  Array.from({ length: 24 }, (_, h) => weight(h));
const atWork = (hour: number) => (hour < 8 || hour >= 18 ? 0 : hour === 12 ? 0.5 : 1);
/** People: half as busy at noon, hardly anyone at the weekend. */
const WORKING_HOURS: Hours = { weekday: hourly(atWork), weekend: hourly((h) => 0.03 * atWork(h)) };
/** Programs never rest, and are asked for more while people work. */
const PROGRAMS_TOO: Hours = {
  weekday: hourly((hour) => 0.25 + atWork(hour)),
  weekend: hourly(() => 0.25),
};
const ANY_TIME: Hours = { weekday: hourly(() => 1), weekend: hourly(() => 1) };
const byNight = hourly((hour) => Number(hour >= 1 && hour < 5));
const NIGHT: Hours = { weekday: byNight, weekend: byNight };
const EVENING: Hours = {
  weekday: hourly((hour) => Number(hour >= 19 && hour < 23)),
  weekend: hourly(() => 0),
};

/** A series that takes all flows there are, unless they are thousands. */
const ONE_SERIES = constant(1000);

/** When and between whom the flows of each profile begin, in the order of the profiles. */
export const SCHEDULES: readonly Schedule[] = [
  {
    // A visit: some pages and their pictures, then a while of reading.
    profile: 'web',
    hours: WORKING_HOURS,
    from: STAFF,
    to: SITES,
    flows: poisson(5),
    gap: { kind: 'lognormal', mean: 2.5, sigma: 1.5 },
  },
  {
    profile: 'email',
    hours: WORKING_HOURS,
    from: STAFF,
    to: MAIL_SERVER,
    flows: poisson(2),
    gap: exponential(300),
  },
  {
    profile: 'dns',
    hours: PROGRAMS_TOO,
    from: STAFF,
    to: RESOLVER,
    flows: poisson(4),
    gap: exponential(5),
  },
  {
    profile: 'ssh',
    hours: WORKING_HOURS,
    from: ADMINS,
    to: SERVERS,
    flows: poisson(2),
    gap: exponential(900),
  },
  {
    profile: 'database',
    hours: PROGRAMS_TOO,
    from: PROGRAMS,
    to: DATABASES,
    flows: poisson(4),
    gap: exponential(20),
  },
  {
    // A monitor asks the same partner every hour: not all that is regular is an attack.
    profile: 'api',
    share: 'monitorShare',
    hours: ANY_TIME,
    from: MONITOR,
    to: PARTNERS,
    flows: constant(100),
    gap: uniform(3500, 3700),
  },
  {
    profile: 'api',
    hours: PROGRAMS_TOO,
    from: PROGRAMS,
    to: PARTNERS,
    flows: poisson(4),
    gap: exponential(60),
  },
  {
    // One host of the house knocks at the others, in a quarter of an hour at most.
    profile: 'port_scan',
    hours: ANY_TIME,
    from: STAFF,
    to: EVERYBODY_INSIDE,
    each: 'responder',
    flows: ONE_SERIES,
    gap: exponential(5),
  },
  {
    // One guesser outside, several connections at once.
    profile: 'brute_force',
    hours: ANY_TIME,
    from: GUESSER,
    to: SERVERS,
    flows: ONE_SERIES,
    gap: exponential(8),
  },
  {
    // One infected host calls one control server, day and night.
    profile: 'c2_beacon',
    hours: ANY_TIME,
    from: STAFF,
    to: CONTROL_SERVERS,
    flows: constant(50),
    gap: 'beacon',
  },
  {
    // A few uploads a night from where the files lie.
    profile: 'data_exfil',
    hours: NIGHT,
    from: FILE_SERVER,
    to: DROP,
    flows: randint(4, 8),
    gap: exponential(400),
  },
  {
    profile: 'dns_tunnel',
    hours: ANY_TIME,
    from: STAFF,
    to: TUNNEL_END,
    flows: ONE_SERIES,
    gap: exponential(240),
  },
  {
    profile: 'ddos',
    hours: ANY_TIME,
    from: FLOODERS,
    to: PUBLIC_SERVER,
    each: 'originator',
    flows: ONE_SERIES,
    gap: exponential(4),
  },
  {
    // An intruder at one desk, when the office is empty.
    profile: 'lateral_movement',
    hours: EVENING,
    from: STAFF,
    to: EVERYBODY_INSIDE,
    each: 'responder',
    flows: constant(20),
    gap: exponential(60),
  },
  {
    // A few hosts that mine; each takes up its pool again after hours.
    profile: 'crypto_mining',
    hours: ANY_TIME,
    from: STAFF,
    to: POOL,
    flows: constant(6),
    gap: uniform(3600, 86400),
  },
];
