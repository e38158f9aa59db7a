/** Text in which `*words*` are emphasised; nothing else of it is markup. */
export function RichText({ children }: { readonly children: string }) {
  return (
    <>{children.split('*').map((part, at) => (at % 2 === 1 ? <em key={at}>{part}</em> : part))}</>
  );
}

/** What is told to who is right, where that stands beside it already. */
export function withoutVerdict(text: string): string {
  return text.replace(/^Right\. /, '');
}
