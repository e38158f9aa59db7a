/** Flows as a struct of arrays: one typed array per column, row i of each describing flow i. */
/** A column of words, dictionary-encoded: row i reads `names[codes[i]]`. */
export interface CategoryColumn {
  readonly codes: Uint32Array;
  readonly names: readonly string[];
}

/**
 * A column of texts that hardly repeat, as UTF-8 laid end to end: row i is
 * `bytes[ends[i − 1] … ends[i])`. A million strings would cost seconds where these bytes cost none.
 */
export interface TextColumn {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** Values of `FlowTable.label`. */
export const NORMAL = 0;
export const ATTACK = 1;
/** The traffic brought no label for this flow. */
export const UNLABELLED = -1;

/** The eleven columns of the notebook, then those that real traffic may bring besides. */
export interface FlowTable {
  /** Number of flows. */
  readonly length: number;
  readonly bytesSent: Float64Array;
  readonly bytesRecv: Float64Array;
  readonly packetsSent: Float64Array;
  readonly packetsRecv: Float64Array;
  readonly duration: Float64Array;
  readonly dstPort: Int32Array;
  readonly protocol: CategoryColumn;
  readonly srcIpCount: Float64Array;
  readonly dstIpCount: Float64Array;
  readonly attackType: CategoryColumn;
  /** `NORMAL`, `ATTACK` or `UNLABELLED`. */
  readonly label: Int8Array;

  /** Seconds since 1970-01-01 UTC. */
  readonly startTime?: Float64Array;
  readonly originatorAddress?: CategoryColumn;
  readonly originatorPort?: Int32Array;
  readonly responderAddress?: CategoryColumn;
  readonly service?: CategoryColumn;
  readonly ipBytesSent?: Float64Array;
  readonly ipBytesRecv?: Float64Array;
  readonly connState?: CategoryColumn;
  readonly uid?: TextColumn;
  readonly unknown?: CategoryColumn;
  readonly sourceFile?: CategoryColumn;
}
