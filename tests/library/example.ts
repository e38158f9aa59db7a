import { readFileSync } from 'node:fs';

/** The example of the library's page: its code, and what the page says that it prints. */
export function libraryExample(): { readonly code: string; readonly printed: string } {
  const page = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
  return { code: block(page, 'ts'), printed: block(page, 'text') };
}

function block(page: string, language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/library.md has no block of ${language}.`);
  return found;
}
