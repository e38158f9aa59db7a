import { computed, effect, signal } from '@preact/signals';
import { preferences } from '../lab.ts';

const systemIsDark = signal(matchMedia('(prefers-color-scheme: dark)').matches);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
  systemIsDark.value = matches;
});

/** Paper is light: dark pages printed without their background cannot be read. */
const printing = signal(false);
addEventListener('beforeprint', () => {
  printing.value = true;
});
addEventListener('afterprint', () => {
  printing.value = false;
});

/** The theme in force: the system's until the person chooses. */
export const themeName = computed(() => {
  if (printing.value) return 'light';
  const chosen = preferences.theme.value;
  if (chosen !== 'system') return chosen;
  return systemIsDark.value ? 'dark' : 'light';
});

/** Puts the theme's name where the style sheet looks for it. */
export function keepTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = themeName.value;
  });
}
