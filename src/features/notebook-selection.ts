/** The sixteen features that the notebook gives to the detectors, in its order. */
export const NOTEBOOK_SELECTION: readonly string[] = [
  'log_bps',
  'log_pps',
  'bytes_per_packet',
  'bytes_ratio',
  'packets_ratio',
  'send_recv_ratio',
  'log_duration',
  'log_bytes',
  'log_packets',
  'is_well_known_port',
  'is_suspicious_port',
  'is_high_port',
  'is_multi_dest',
  'is_multi_src',
  'is_tcp',
  'is_udp',
];
