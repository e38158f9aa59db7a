/** Where the page's style sheet and its head get the colours from: the table in `src/charts`. */
import { THEMES } from '../src/charts/palette.ts';
import { paletteStyleSheet } from '../src/charts/style-sheet.ts';

/**
 * A Vite plugin that writes the palette behind the page's style sheet, which the browser has before
 * it paints, and the paper of each theme into the head, for the frame around the page.
 */
export function paletteStyles() {
  return {
    name: 'palette-styles',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/ui\/shell\/styles\.css(\?|$)/ },
      handler: (code) => ({ code: `${code}\n${paletteStyleSheet()}\n`, map: null }),
    },
    transformIndexHtml: () =>
      Object.entries(THEMES).map(([theme, { paper }]) => ({
        tag: 'meta',
        attrs: { name: 'theme-color', content: paper, media: `(prefers-color-scheme: ${theme})` },
        injectTo: 'head',
      })),
  };
}
