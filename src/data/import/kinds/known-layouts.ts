/** Columns of data sets that come without a header. */
interface Layout {
  readonly name: string;
  readonly columns: readonly string[];
  /** Whether a record of so many cells, or fewer, is one of them. */
  readonly fits: (record: readonly string[]) => boolean;
}

const isWord = (cell: string) => /^[A-Za-z][\w-]*\.?$/.test(cell);
const isNumber = (cell: string) => /^\d+(?:\.\d+)?$/.test(cell);

const LAYOUTS: readonly Layout[] = [
  {
    name: 'NSL-KDD',
    columns: (
      'duration protocol_type service flag src_bytes dst_bytes land wrong_fragment urgent hot ' +
      'num_failed_logins logged_in num_compromised root_shell su_attempted num_root ' +
      'num_file_creations num_shells num_access_files num_outbound_cmds is_host_login ' +
      'is_guest_login count srv_count serror_rate srv_serror_rate rerror_rate srv_rerror_rate ' +
      'same_srv_rate diff_srv_rate srv_diff_host_rate dst_host_count dst_host_srv_count ' +
      'dst_host_same_srv_rate dst_host_diff_srv_rate dst_host_same_src_port_rate ' +
      'dst_host_srv_diff_host_rate dst_host_serror_rate dst_host_srv_serror_rate ' +
      'dst_host_rerror_rate dst_host_srv_rerror_rate label difficulty'
    ).split(' '),
    fits: (record) =>
      record.length >= 41 &&
      /^(?:tcp|udp|icmp)$/.test(record[1]) &&
      isWord(record[2]) &&
      /^[A-Z]\w*$/.test(record[3]) &&
      record.slice(4, 41).every(isNumber),
  },
  {
    name: 'UNSW-NB15',
    columns: (
      'srcip sport dstip dsport proto state dur sbytes dbytes sttl dttl sloss dloss service Sload ' +
      'Dload Spkts Dpkts swin dwin stcpb dtcpb smeansz dmeansz trans_depth res_bdy_len Sjit Djit ' +
      'Stime Ltime Sintpkt Dintpkt tcprtt synack ackdat is_sm_ips_ports ct_state_ttl ' +
      'ct_flw_http_mthd is_ftp_login ct_ftp_cmd ct_srv_src ct_srv_dst ct_dst_ltm ct_src_ltm ' +
      'ct_src_dport_ltm ct_dst_sport_ltm ct_dst_src_ltm attack_cat Label'
    ).split(' '),
    fits: (record) =>
      record.length === 49 &&
      /^[\d.]+$/.test(record[0]) &&
      /^[\d.]+$/.test(record[2]) &&
      isNumber(record[28]) &&
      /^[01]$/.test(record[48]),
  },
];

/**
 * The names of columns of a table without a header, where its first record is one of a data set that
 * is known.
 * Sources: the pages of KDD Cup 1999, NSL-KDD and UNSW-NB15.
 */
export function knownLayout(
  record: readonly string[],
): { readonly name: string; readonly columns: readonly string[] } | undefined {
  const cells = record.map((cell) => cell.trim());
  const layout = LAYOUTS.find(({ columns, fits }) => cells.length <= columns.length && fits(cells));
  return layout && { name: layout.name, columns: layout.columns.slice(0, cells.length) };
}
