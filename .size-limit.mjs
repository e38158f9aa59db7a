import { readFileSync } from 'node:fs';

/** What the built page itself asks for before its first paint: scripts, their preloads, styles. */
const page = readFileSync(new URL('dist/index.html', import.meta.url), 'utf8');
const asked = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)];

export default [
  {
    name: 'before the first paint',
    path: asked.map(([, file]) => `dist/${file}`),
    gzip: true,
    limit: '60 kB',
  },
];
