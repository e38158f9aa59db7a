/** A kind of file that the lab reads, as people look for it. */
export interface FormatFacts {
  readonly name: string;
  /** What of it is read, in a few words. */
  readonly reads: string;
  /**
   * What an import says that it found, up to the bracket, and the forms of text: every one stands in
   * one row, whose words speak of it.
   */
  readonly covers: readonly string[];
}

/** Kinds of files by their makers; a file is told by its content, and each may be gzipped. */
export const FORMAT_FACTS: readonly FormatFacts[] = [
  {
    name: 'Zeek',
    reads: 'conn.log as TSV, JSON lines or CSV; labels, also those of IoT-23',
    covers: ['Zeek conn.log'],
  },
  {
    name: 'Suricata',
    reads: 'flow events of eve.json; netflow events where there are no others',
    covers: ['Suricata eve.json', 'Suricata eve.json, netflow events'],
  },
  {
    name: 'Captures',
    reads: 'pcap and pcapng; packets become flows as Zeek counts them',
    covers: ['Packet capture'],
  },
  {
    name: 'NetFlow',
    reads: 'nfdump as CSV, old and new; pmacct and goflow2 as JSON',
    covers: ['nfdump', 'pmacct', 'goflow2'],
  },
  { name: 'Argus', reads: 'ra as CSV or TSV', covers: ['Argus'] },
  {
    name: 'Cloud',
    reads: 'flow logs of AWS (text, Athena, CloudWatch), Google and Azure; AWS Network Firewall',
    covers: [
      'AWS VPC flow log',
      'Google VPC flow log',
      'Azure flow log',
      'JSON of CloudWatch',
      'CSV of CloudWatch',
    ],
  },
  {
    name: 'Elastic',
    reads: 'documents of the Elastic Common Schema',
    covers: ['Elastic Common Schema'],
  },
  { name: 'CICFlowMeter', reads: 'its CSV in all four dialects', covers: ['CICFlowMeter'] },
  {
    name: 'The lab',
    reads: 'the CSV of flows that it writes, or its eleven columns',
    covers: ['Flow table'],
  },
  {
    name: 'Other tables',
    reads:
      'CSV, TSV, JSON, ARFF, key=value, W3C logs, Cisco ASA syslog, columns apart by spaces or bars: ' +
      'you say what the columns are; or a table of numbers',
    covers: [
      'Mapped columns',
      'Numeric table',
      'JSON',
      'ARFF',
      'key=value',
      'W3C extended log',
      'Cisco ASA syslog',
      'separated by bars',
      'separated by spaces',
    ],
  },
];
