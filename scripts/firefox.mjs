import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';

const INSTALLED = ['firefox', 'firefox-esr'];
const ELSEWHERE = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/** The path of a Firefox that is installed: `FIREFOX`, or one on the path; else `undefined`. */
export function findFirefox() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = folders.flatMap((folder) => INSTALLED.map((name) => `${folder}/${name}`));
  return [...paths, ...ELSEWHERE].find((path) => existsSync(path));
}
