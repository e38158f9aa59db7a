/** A kind of file that the lab reads, as people look for it. */
export interface FormatFacts {
  readonly name: string;
  /** What of it is read, in a few words. */
  readonly reads: string;
}

/** Kinds of files by their makers; a file is told by its content, and each may be gzipped. */
export const FORMAT_FACTS: readonly FormatFacts[] = [
  { name: 'Zeek', reads: 'conn.log as TSV, JSON lines or CSV; labels, also those of IoT-23' },
  { name: 'Suricata', reads: 'flow events of eve.json; netflow events where there are no others' },
  {
    name: 'Captures',
    reads: 'pcap and pcapng; packets become flows as Zeek counts them, within tunnels too',
  },
  { name: 'NetFlow', reads: 'nfdump as CSV, old and new; pmacct and goflow2 as JSON' },
  { name: 'Argus', reads: 'ra as CSV or TSV' },
  {
    name: 'Cloud',
    reads: 'flow logs of AWS (text, Athena, CloudWatch), Google and Azure; AWS Network Firewall',
  },
  { name: 'Elastic', reads: 'documents of the Elastic Common Schema' },
  { name: 'CICFlowMeter', reads: 'its CSV in all four dialects' },
  { name: 'The lab', reads: 'the CSV that it writes, or its eleven columns' },
  {
    name: 'Other tables',
    reads:
      'CSV, TSV, JSON, ARFF, key=value, W3C logs, columns apart by spaces or bars: you say what the ' +
      'columns are; or a table of numbers',
  },
];
