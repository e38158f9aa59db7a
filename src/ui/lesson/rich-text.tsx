/** Text in which `*words*` are emphasised; nothing else of it is markup. */
export function RichText({ children }: { readonly children: string }) {
  return (
    <>{children.split('*').map((part, at) => (at % 2 === 1 ? <em key={at}>{part}</em> : part))}</>
  );
}
