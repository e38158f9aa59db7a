import { isBinary, type Kind } from './kind-facts.ts';

const unpack = (command: string) => `unpack it: ${command}`;
const decrypt = (command: string) => `decrypt it: ${command}`;

/** ZIP's general purpose bit flag: bit 0 says that the first entry is encrypted. */
const isEncryptedEntry = (head: string) => (head.charCodeAt(6) & 1) === 1;

/** Latin text in UTF-16 has a zero in every other byte. */
const hasZeros = (odd: 0 | 1) => (head: string) =>
  head.length > 15 &&
  Array.from({ length: 16 }, (_, at) => (head[at] === '\0') === (at % 2 === odd)).every(Boolean);

const ARCHIVES: readonly Kind[] = [
  {
    name: 'a ZIP archive with a password',
    advice: `${unpack('7z x FILE')} (it asks for the password), then import what is in it`,
    signs: ['PK\x03\x04'],
    also: isEncryptedEntry,
  },
  {
    name: 'a ZIP archive',
    advice: `${unpack('unzip FILE')}, then import what is in it`,
    signs: ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'],
  },
  { name: 'a 7-Zip archive', advice: unpack('7z x FILE'), signs: ['7z\xbc\xaf\x27\x1c'] },
  { name: 'a RAR archive', advice: unpack('unrar x FILE'), signs: ['Rar!\x1a\x07'] },
  {
    name: 'a tar archive',
    advice: unpack('tar -xf FILE'),
    signs: ['ustar'],
    at: 257,
    also: isBinary,
  },
  { name: 'compressed with xz', advice: unpack('xz -dk FILE'), signs: ['\xfd7zXZ\0'] },
  {
    name: 'compressed with Zstandard',
    advice: unpack('zstd -d FILE'),
    signs: ['\x28\xb5\x2f\xfd'],
  },
  {
    name: 'compressed with bzip2',
    advice: unpack('bzip2 -dk FILE'),
    signs: ['1AY&SY', '\x17\x72\x45\x38\x50\x90'],
    at: 4,
    also: (head) => /^BZh[1-9]/.test(head),
  },
  { name: 'compressed with LZ4', advice: unpack('lz4 -d FILE'), signs: ['\x04\x22\x4d\x18'] },
  { name: 'compressed with compress', advice: unpack('gunzip -k FILE'), signs: ['\x1f\x9d'] },
];

const ENCRYPTED: readonly Kind[] = [
  {
    name: 'encrypted with PGP',
    advice: decrypt('gpg --output DECRYPTED --decrypt FILE'),
    signs: ['-----BEGIN PGP MESSAGE-----'],
  },
  {
    name: 'encrypted with PGP',
    advice: decrypt('gpg --output DECRYPTED --decrypt FILE'),
    // RFC 9580: a packet of version 3 with a session key for a public key; its length goes before.
    signs: ['\x84', '\x85', '\xc1'],
    also: (head) => head.slice(2, 4).includes('\x03'),
  },
  {
    name: 'encrypted with PGP and a password',
    advice: decrypt('gpg --output DECRYPTED --decrypt FILE'),
    signs: ['\x8c', '\xc3'],
    also: (head) => head[2] === '\x04',
  },
  {
    name: 'encrypted with age',
    advice: decrypt('age --decrypt -o DECRYPTED FILE'),
    signs: ['age-encryption.org/', '-----BEGIN AGE ENCRYPTED FILE-----'],
  },
  {
    name: 'encrypted with OpenSSL',
    advice: decrypt('openssl enc -d -aes-256-cbc -pbkdf2 -in FILE -out DECRYPTED'),
    signs: ['Salted__'],
    also: (head) => head.length >= 16,
  },
];

const DOCUMENTS: readonly Kind[] = [
  {
    name: 'UTF-16 text',
    advice: 'save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE > UTF8',
    signs: ['\xff\xfe', '\xfe\xff'],
  },
  {
    name: 'UTF-16 text',
    advice: 'save it as UTF-8: iconv -f UTF-16LE -t UTF-8 FILE > UTF8',
    signs: [''],
    also: hasZeros(1),
  },
  {
    name: 'UTF-16 text',
    advice: 'save it as UTF-8: iconv -f UTF-16BE -t UTF-8 FILE > UTF8',
    signs: [''],
    also: hasZeros(0),
  },
  {
    name: 'a web page (HTML)',
    advice:
      'it may be the page of a login or of an error in place of the file: ' +
      'curl -L -o FILE ADDRESS fetches the file itself',
    signs: [''],
    also: (head) => /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b/i.test(head),
  },
  {
    name: 'a PDF document',
    advice: `ask for the table itself, or take its text: pdftotext -layout FILE TEXT`,
    signs: ['%PDF-'],
  },
];

/** Kinds that hide what they hold, and documents; the first that fits is the one. */
export const PACKED_KINDS: readonly Kind[] = [...ARCHIVES, ...ENCRYPTED, ...DOCUMENTS];
