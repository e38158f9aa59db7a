import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS_OF_DATA } from '../../../src/data/import/kinds/kind-facts.ts';
import { PACKED_KINDS } from '../../../src/data/import/kinds/kind-facts-packed.ts';
import { unreadableKind } from '../../../src/data/import/kinds/kinds.ts';
import { readFixture } from '../../support.ts';

/** One character a byte. */
const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const zeros = (count: number) => '\0'.repeat(count);
const zip = (flags: number, name: string) =>
  `PK\x03\x04\x14\0${String.fromCharCode(flags)}\0\x08\0${zeros(16)}\x0a\0\0\0${name}`;
const tar = `flows.csv${zeros(91)}0000644\0${zeros(149)}ustar  \0`;
const utf16 = (text: string) => Array.from(text, (character) => `${character}\0`).join('');

/** The beginning of a file, what it is called, and the command that its message holds. */
const EXAMPLES: readonly (readonly [head: string, name: string, command: string])[] = [
  ['\x0c\xa5\x01\0', 'a binary NetFlow file of nfdump (nfcapd)', 'nfdump -r FILE -o csv'],
  ['\x0c\xa5\x02\0', 'a binary NetFlow file of nfdump (nfcapd)', 'nfdump -r FILE -o csv'],
  ['\xa5\x0c\0\x01', 'a binary NetFlow file of nfdump (nfcapd)', 'nfdump -r FILE -o csv'],
  ['\x83\x10\0\x20\0\0\0\0\xe5\x71\x2d\xcb', 'a binary Argus file', 'ra -r FILE -n -u -c , -s'],
  ['\x85\x10\0\x20\0\0\0\0\xe5\x71\x50\xcb', 'a binary Argus file', 'ra -r FILE -n -u -c , -s'],
  ['\xde\xad\xbe\xef\x01\x0c\x10\0', 'a binary SiLK flow file', 'rwcut --fields=sTime,'],
  ['\xcf\x10\x01\x03', 'a binary flow-tools file', 'flow-export -f2 < FILE'],
  [`\0\x0a\0\x40${zeros(12)}\0\x02\0\x30`, 'an IPFIX file', 'rwipfix2silk FILE | rwcut'],
  [
    `ElfFile\0${zeros(30)}`,
    'a Windows event log (EVTX)',
    "-FilterHashtable @{Path='FILE';Id=5156}",
  ],
  ['GMBU\0\x02\x01\0', 'a Network Monitor capture', 'editcap -F pcap FILE capture.pcap'],
  ['snoop\0\0\0\0\0\0\x02', 'a snoop capture', 'editcap -F pcap FILE capture.pcap'],
  ['TRSNIFF data    \x1a', 'a Sniffer capture', 'editcap -F pcap FILE capture.pcap'],
  ['PARE\x15\x04', 'an encrypted Parquet file', "add_parquet_key('k', 'KEY')"],
  ['PAR1\x15\x04', 'a Parquet file, packed or from a pipe', 'open the file itself'],
  ['ARROW1\0\0\xff', 'a Feather or Arrow file', "pandas.read_feather('FILE').to_csv('flows.csv'"],
  ['ORC\x0a\x03\0', 'an ORC file', "pandas.read_orc('FILE')"],
  ['Obj\x01\x04\x14', 'an Avro file', "LOAD avro; COPY (FROM read_avro('FILE')) TO 'flows.csv'"],
  ['\x89HDF\r\n\x1a\n\0', 'an HDF5 file', "pandas.read_hdf('FILE')"],
  ['\x80\x04\x95\x1a', 'a Python pickle', "pandas.read_pickle('FILE')"],
  ['\x93NUMPY\x01\0', 'a NumPy array', "pandas.DataFrame(__import__('numpy').load('FILE'))"],
  ['SQLite format 3\0', 'a SQLite database', 'sqlite3 -header -csv FILE'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an older Office document', '--convert-to csv FILE'],
  [zip(6, '[Content_Types].xml'), 'an Office document', '--convert-to csv FILE'],
  [zip(9, 'conn.log'), 'a ZIP archive with a password', '7z x FILE'],
  [zip(8, 'conn.log'), 'a ZIP archive', 'unzip FILE'],
  [`PK\x05\x06${zeros(18)}`, 'a ZIP archive', 'unzip FILE'],
  ['7z\xbc\xaf\x27\x1c\0\x04', 'a 7-Zip archive', '7z x FILE'],
  ['Rar!\x1a\x07\x01\0', 'a RAR archive', 'unrar x FILE'],
  [tar, 'a tar archive', 'tar -xf FILE'],
  ['\xfd7zXZ\0\0\x04', 'compressed with xz', 'xz -dk FILE'],
  ['\x28\xb5\x2f\xfd\x24', 'compressed with Zstandard', 'zstd -d FILE'],
  ['BZh91AY&SY\xa0', 'compressed with bzip2', 'bzip2 -dk FILE'],
  ['\x04\x22\x4d\x18\x64', 'compressed with LZ4', 'lz4 -d FILE'],
  ['\x1f\x9d\x90', 'compressed with compress', 'gunzip -k FILE'],
  ['-----BEGIN PGP MESSAGE-----\n', 'encrypted with PGP', 'gpg --output DECRYPTED --decrypt FILE'],
  ['\x85\x02\x0c\x03\xaa', 'encrypted with PGP', 'gpg --output DECRYPTED --decrypt FILE'],
  ['\x84\x5e\x03\xaa', 'encrypted with PGP', 'gpg --output DECRYPTED --decrypt FILE'],
  ['\x8c\x0d\x04\x09', 'encrypted with PGP and a password', 'gpg --output DECRYPTED'],
  ['age-encryption.org/v1\n-> X25519', 'encrypted with age', 'age --decrypt -o DECRYPTED FILE'],
  ['Salted__\x01\x02\x03\x04\x05\x06\x07\x08', 'encrypted with OpenSSL', 'openssl enc -d'],
  ['\xff\xfei\0p\0', 'UTF-16 text', 'iconv -f UTF-16 -t UTF-8 FILE > UTF8'],
  [utf16('time,source'), 'UTF-16 text', 'iconv -f UTF-16LE -t UTF-8 FILE > UTF8'],
  [`\0${utf16('time,source')}`, 'UTF-16 text', 'iconv -f UTF-16BE -t UTF-8 FILE > UTF8'],
  ['\n <!DOCTYPE html>\n<html>', 'a web page (HTML)', 'curl -L -o FILE ADDRESS'],
  ['%PDF-1.7\n', 'a PDF document', 'pdftotext -layout FILE'],
];

describe('a kind that the lab does not read', () => {
  it.each(EXAMPLES)('%j is named, with what to run', (head, name, command) => {
    const message = unreadableKind(bytesOf(head));
    expect(message?.startsWith(`${name}`)).toBe(true);
    expect(message).toContain(command);
  });

  it('has an example here, each of them', () => {
    const told = new Set(EXAMPLES.map(([head]) => unreadableKind(bytesOf(head))));
    for (const { name, advice } of [...KINDS_OF_DATA, ...PACKED_KINDS]) {
      expect(told).toContain(`${name}; ${advice}`);
    }
  });

  it('is never taken for one when it is text or a capture', () => {
    for (const name of ['conn.log', 'conn.json.log', 'conn.csv', 'flows.csv', 'table.csv']) {
      expect(unreadableKind(new TextEncoder().encode(readFixture(`import/${name}`)))).toBe(
        undefined,
      );
    }
    for (const magic of ['\xd4\xc3\xb2\xa1\x02\0\x04\0', '\xa1\xb2\x3c\x4d', '\x0a\x0d\x0d\x0a']) {
      expect(unreadableKind(bytesOf(magic))).toBe(undefined);
    }
    const names = [
      'PAR1',
      'PARE',
      'ORC',
      'GMBU',
      'RTSS',
      'FEA1',
      'BZh9',
      'ustar',
      'Obj',
      'PK',
      '7z',
    ];
    const word = fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const text = words.join(',').replaceAll(/\p{Cc}/gu, ' ');
        fc.pre(!text.startsWith('%PDF-') && !text.startsWith('Salted__'));
        expect(unreadableKind(new TextEncoder().encode(text))).toBe(undefined);
      }),
    );
  });
});
