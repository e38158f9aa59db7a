/** The integer that a seed spells, if NumPy's generator takes it: digits, 0 … 2³²−1. */
export function integerSeed(seed: string): number | undefined {
  const text = seed.trim();
  return /^\d{1,10}$/.test(text) && Number(text) < 2 ** 32 ? Number(text) : undefined;
}
