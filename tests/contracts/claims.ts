/** One thing that must hold of whatever a contract is about. */
export interface Claim {
  readonly title: string;
  /** Throws where it does not hold. */
  check(): void | Promise<void>;
}

/** The titles of the claims that do not hold, in their order. */
export async function failing(claims: readonly Claim[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { title, check } of claims) {
    try {
      await check();
    } catch {
      failed.push(title);
    }
  }
  return failed;
}
