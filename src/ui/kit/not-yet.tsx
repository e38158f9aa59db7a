/** What stands where an output will be. */
export function NotYet({ what }: { readonly what: string }) {
  return <p class="not-yet">{what} will stand here once this cell has run.</p>;
}
