import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from 'pako';
import {
  CUT_SHORT,
  type GzipLimits,
  isGzip,
  TRAILING_BYTES,
  type Unpacker,
  type Unpacking,
} from './gzip-format.ts';

/** What a gzip file of a log stays within. */
export const LIMITS: GzipLimits = {
  // Deflate reaches 1032, on a single byte repeated; logs reach 5 to 30, and one flow again and
  // again with nothing but its time changing reaches 50.
  ratio: 200,
  // A small file may be as repetitive as it likes: this much does no harm.
  freeBytes: 64 * 2 ** 20,
  // Some 3 minutes of unpacking, 250 million flows.
  bytes: 32 * 2 ** 30,
};

const OUTPUT_BYTES = 1 << 18;
/** zlib's way to say: a gzip header and no other, the largest window. */
const GZIP_ONLY = 16 + 15;
const GIBIBYTE = 2 ** 30;

/** Where in the file the unpacker stands. */
type Place = 'between members' | 'in a member' | 'after the last';

/** Unpacks gzip members, one after another. Its memory is an output block and zlib's window. */
export class GzipUnpacker implements Unpacker {
  readonly #log: Unpacking['log'];
  readonly #onTrouble: Unpacking['onTrouble'];
  readonly #limits: GzipLimits;
  readonly #stream = new ZStream();
  #place: Place = 'in a member';
  #members = 0;
  /** Bytes of chunks before this one, and bytes of blocks given. */
  #read = 0;
  #given = 0;

  constructor({ log, onTrouble, limits = LIMITS }: Unpacking) {
    this.#log = log;
    this.#onTrouble = onTrouble;
    this.#limits = limits;
    zlibInflateInit2(this.#stream, GZIP_ONLY);
    this.#emptyOutput();
  }

  *feed(chunk: Uint8Array): Generator<Uint8Array> {
    const stream = this.#stream;
    stream.input = chunk;
    stream.next_in = 0;
    stream.avail_in = chunk.length;
    // A full output may mean that there is more to come of what was read.
    while (this.#place !== 'after the last' && (stream.avail_in > 0 || stream.avail_out === 0)) {
      if (stream.avail_out === 0) yield this.#output();
      if (this.#place === 'between members' && !this.#startsMember()) continue;
      this.#inflate();
    }
    this.#read += chunk.length;
  }

  *end(): Generator<Uint8Array> {
    if (this.#place === 'in a member') {
      if (this.#given + this.#stream.next_out === 0) {
        throw this.#log.error('cut off within its first compressed block; fetch the file again');
      }
      this.#onTrouble(CUT_SHORT);
    }
    if (this.#stream.next_out > 0) yield this.#output();
  }

  /** Steps over padding; whether a member stands behind it. */
  #startsMember(): boolean {
    const stream = this.#stream;
    while (stream.avail_in > 0 && stream.input[stream.next_in] === 0) {
      stream.next_in++;
      stream.avail_in--;
    }
    if (stream.avail_in === 0) return false;
    zlibInflateReset(stream);
    this.#place = 'in a member';
    return true;
  }

  #inflate(): void {
    const stream = this.#stream;
    const before = stream.total_out;
    const status = zlibInflate(stream, Z_NO_FLUSH);
    if (status === Z_STREAM_END) {
      this.#members++;
      this.#place = 'between members';
    } else if (status !== Z_OK && status !== Z_BUF_ERROR) {
      const isNoMember = before === 0 && stream.msg === 'incorrect header check';
      if (!isNoMember || this.#members === 0) throw this.#damage();
      this.#onTrouble(TRAILING_BYTES);
      this.#place = 'after the last';
    }
  }

  #damage(): Error {
    const { msg, next_out } = this.#stream;
    return this.#log.error(
      `damaged gzip data (${msg} after ${this.#given + next_out} bytes of content); ` +
        'fetch the file again',
    );
  }

  /** The output block, if it may be given. */
  #output(): Uint8Array {
    const { output, next_out, next_in } = this.#stream;
    const block = output.subarray(0, next_out);
    if (this.#given === 0 && isGzip(block)) {
      throw this.#log.error('gzip within gzip; unpack it once: gunzip -c FILE > UNPACKED');
    }
    this.#given += block.length;
    this.#requireMeasure(this.#given, this.#read + next_in);
    this.#emptyOutput();
    return block;
  }

  #requireMeasure(given: number, read: number): void {
    const { ratio, freeBytes, bytes } = this.#limits;
    if (given > freeBytes && given > ratio * read) {
      throw this.#log.error(
        `gzip data that unpacks to more than ${ratio} times its size, which no log does; ` +
          'if it is one all the same, unpack it first: gunzip -c FILE > UNPACKED',
      );
    }
    if (given > bytes) {
      throw this.#log.error(
        `unpacks to more than ${bytes / GIBIBYTE} GiB; cut it into parts: ` +
          'gunzip -c FILE | split -l 10000000 - PART',
      );
    }
  }

  #emptyOutput(): void {
    const stream = this.#stream;
    stream.output = new Uint8Array(OUTPUT_BYTES);
    stream.next_out = 0;
    stream.avail_out = OUTPUT_BYTES;
  }
}
