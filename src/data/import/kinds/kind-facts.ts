/** A kind of file that is recognised and not read. */
export interface Kind {
  /** As it stands in a sentence: `a Parquet file`. */
  readonly name: string;
  /** What to do, with the command to run; `FILE` stands for the file. */
  readonly advice: string;
  /** Bytes as characters of the same codes; one of these stands at `at`. */
  readonly signs: readonly string[];
  /** Offset of the sign in bytes, 0 unless told. */
  readonly at?: number;
  /** What else must be true of the first 512 bytes. */
  readonly also?: (head: string) => boolean;
}

const TABLE = 'flows.csv';
const CAPTURE = 'convert it: editcap -F pcap FILE capture.pcap';
const SAVE_AS_CSV =
  'save the sheet with the flows as CSV: soffice --headless --convert-to csv FILE';

const pandas = (read: string) =>
  `convert it: python -c "import pandas; pandas.${read}('FILE').to_csv('${TABLE}', index=False)"`;
const duckdb = (from: string) => `convert it: duckdb -c "COPY (FROM ${from}) TO '${TABLE}'"`;

/** Text could begin with some signs; it holds none of these bytes. */
export const isBinary = (head: string) => {
  for (let at = 0; at < head.length; at++) {
    const code = head.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 27)) return true;
  }
  return false;
};

const holdsEntry = (name: RegExp) => (head: string) => name.test(head.slice(30));

/** Windows' own record of a connection, event 5156, as a table. */
const EVENT_COLUMNS =
  "Time=$_.TimeCreated.ToUniversalTime().ToString('o');Client=$p[3].Value;Port=$p[4].Value;" +
  "Server=$p[5].Value;'Server port'=$p[6].Value;Protocol=$p[7].Value";
const EVENT_TABLE =
  "Get-WinEvent -FilterHashtable @{Path='FILE';Id=5156} | " +
  `% { $p=$_.Properties; [pscustomobject]@{${EVENT_COLUMNS}} } | ` +
  `Export-Csv ${TABLE} -NoTypeInformation`;

const FLOWS: readonly Kind[] = [
  {
    name: 'a binary NetFlow file of nfdump (nfcapd)',
    advice: `convert it: nfdump -r FILE -o csv > ${TABLE}`,
    signs: ['\xa5\x0c', '\x0c\xa5'],
  },
  {
    name: 'a binary Argus file',
    advice:
      'convert it: ra -r FILE -n -u -c , -s stime dur proto saddr sport dir daddr dport state ' +
      `spkts dpkts sbytes dbytes > ${TABLE}`,
    // The cookies of versions 2, 3 and 5, in the record that opens every file.
    signs: ['\xe5\x61\x7a\xcb', '\xe5\x71\x2d\xcb', '\xe5\x71\x50\xcb'],
    at: 8,
  },
  {
    name: 'a binary SiLK flow file',
    advice:
      'convert it: rwcut --fields=sTime,duration,sIP,dIP,sPort,dPort,protocol,packets,bytes ' +
      `--timestamp-format=epoch --delimited=, FILE > ${TABLE}`,
    signs: ['\xde\xad\xbe\xef'],
  },
  {
    name: 'a binary flow-tools file',
    advice: `convert it: flow-export -f2 < FILE > ${TABLE}`,
    signs: ['\xcf\x10'],
  },
  {
    name: 'an IPFIX file',
    advice:
      'convert it: rwipfix2silk FILE | rwcut --timestamp-format=epoch --delimited=, ' +
      `--fields=sTime,duration,sIP,dIP,sPort,dPort,protocol,packets,bytes > ${TABLE}`,
    signs: ['\x00\x0a'],
    // RFC 7011: the first set of a file is one of templates, sets 2 and 3.
    also: (head) => head[16] === '\0' && (head[17] === '\x02' || head[17] === '\x03'),
  },
  {
    name: 'a Windows event log (EVTX)',
    advice: `it holds connections if event 5156 is audited; in PowerShell: ${EVENT_TABLE}`,
    signs: ['ElfFile\0'],
  },
];

const CAPTURES: readonly Kind[] = [
  { name: 'a Network Monitor capture', advice: CAPTURE, signs: ['GMBU', 'RTSS'], also: isBinary },
  { name: 'a snoop capture', advice: CAPTURE, signs: ['snoop\0\0\0'] },
  { name: 'a Sniffer capture', advice: CAPTURE, signs: ['TRSNIFF data', 'XCP\0'], also: isBinary },
];

const TABLES: readonly Kind[] = [
  {
    name: 'an encrypted Parquet file',
    advice: duckdb("read_parquet('FILE', encryption_config = {footer_key: 'k'})").replace(
      'COPY',
      "PRAGMA add_parquet_key('k', 'KEY'); COPY",
    ),
    signs: ['PARE'],
    also: isBinary,
  },
  {
    name: 'a Parquet file, packed or from a pipe',
    advice: 'unpack it, and open the file itself',
    signs: ['PAR1'],
    also: isBinary,
  },
  {
    name: 'a Feather or Arrow file',
    advice: pandas('read_feather'),
    signs: ['FEA1', 'ARROW1\0\0'],
    also: isBinary,
  },
  { name: 'an ORC file', advice: pandas('read_orc'), signs: ['ORC'], also: isBinary },
  {
    name: 'an Avro file',
    advice: duckdb("read_avro('FILE')").replace('COPY', 'INSTALL avro; LOAD avro; COPY'),
    signs: ['Obj\x01'],
  },
  { name: 'an HDF5 file', advice: pandas('read_hdf'), signs: ['\x89HDF\r\n\x1a\n'] },
  {
    name: 'a Python pickle',
    advice: `${pandas('read_pickle')} (a pickle runs code: only if you trust who made it)`,
    signs: ['\x80\x02', '\x80\x03', '\x80\x04\x95', '\x80\x05\x95'],
  },
  {
    name: 'a NumPy array',
    advice: pandas('DataFrame').replace("'FILE'", "__import__('numpy').load('FILE')"),
    signs: ['\x93NUMPY'],
  },
  {
    name: 'a SQLite database',
    advice:
      'name its table (sqlite3 FILE .tables) and convert that: ' +
      `sqlite3 -header -csv FILE "SELECT * FROM TABLE" > ${TABLE}`,
    signs: ['SQLite format 3\0'],
  },
  {
    name: 'an older Office document, or one with a password',
    advice: SAVE_AS_CSV,
    signs: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  },
  {
    name: 'an Office document',
    advice: SAVE_AS_CSV,
    signs: ['PK\x03\x04'],
    also: holdsEntry(
      /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|mimetypeapplication\/vnd)/,
    ),
  },
];

/** Kinds that hold flows in a form of their own; the first that fits is the one. */
export const KINDS_OF_DATA: readonly Kind[] = [...FLOWS, ...CAPTURES, ...TABLES];
