import { messageOf } from '../../data/errors.ts';
import { openFiles, refuseFiles } from './import-opening.ts';

/** Fetches a file that ships with the lab. @throws an error that says why it cannot be */
export async function fetchSample(name: string): Promise<File> {
  const answer = await fetch(new URL(`samples/${name}`, document.baseURI));
  if (!answer.ok) throw new Error(`the server says ${answer.status}`);
  return new File([await answer.blob()], name);
}

/** Opens a file that ships with the lab, and tells what keeps it from that; whether it is open. */
export async function openSample(name: string): Promise<boolean> {
  let file: File;
  try {
    file = await fetchSample(name);
  } catch (error) {
    const reason = messageOf(error);
    refuseFiles(
      `The sample ${name} could not be fetched (${reason}). Without a network it is there once the lab has been kept whole.`,
    );
    return false;
  }
  return openFiles([file]);
}
