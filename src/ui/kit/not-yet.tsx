/** What stands where an output will be, with the axes of its chart. */
export function NotYet({ what }: { readonly what: string }) {
  return (
    <div class="not-yet">
      <p>{what}: not run yet.</p>
      <svg
        class="chart-outline"
        aria-hidden="true"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
      >
        <path d="M0 0V100H100" />
      </svg>
    </div>
  );
}
