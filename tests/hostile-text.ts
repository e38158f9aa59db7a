/** Names of everything that a file names, each of which means mischief somewhere. */
export const HOSTILE = [
  // HTML, to a page or a chart.
  '<img src=x onerror="globalThis.harmed=1">',
  '<a href="https://evil.example/?q=1">click</a>',
  '<b>bold</b><br>&lt;i&gt;&#60;u>',
  '%{customdata[0]}</extra>$\\frac{1}{2}$',
  // Formulas, to a spreadsheet.
  '=HYPERLINK("https://evil.example/","x")',
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd|1',
  '+1-2',
  // What turns writing round, or is not seen.
  '\u202egpj.exe',
  'a\u2066b\u2069c\u200fd',
  'normal\u200b',
  // Commands to a terminal.
  '\u001b[31mred\u001b]0;title\u0007',
  '\u009b31m\u0085\u2028forged line',
  // What an object has already.
  '__proto__',
  'constructor',
  'hasOwnProperty',
  // Ends of literals: of Python, JSON, shells and paths.
  '"""\'\'\'\\";import os;os.system("x")#',
  '../../etc/passwd\\..\\',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is one of the texts
  '${7*7}{{7*7}}`x`$(x)',
  '-',
] as const;

/** What must not reach a reader as it is. */
export const STEERING = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b]/u;

/** A cell of RFC 4180, always in quotes. */
function cell(text: string | number): string {
  return `"${String(text).replaceAll('"', '""')}"`;
}

function csv(rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

/** Flows between hosts whose types and services are such names: a dozen of each, and normal ones. */
export function hostileFlows(): string {
  const header =
    'bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,' +
    'dst_ip_count,attack_type,label,start_time,originator_address,responder_address,service';
  const rows = Array.from({ length: 12 * HOSTILE.length + 60 }, (_, i) => {
    const name = HOSTILE[i % HOSTILE.length];
    const normal = i >= 12 * HOSTILE.length;
    return [
      ...[100 + ((i * 37) % 90), 900 - ((i * 53) % 700), 2 + (i % 5), 3 + (i % 7), 0.1 + (i % 11)],
      ...[normal ? 443 : 1000 + (i % 9), i % 3 === 0 ? name : 'TCP', 1 + (i % 4), 1 + (i % 3)],
      ...[
        normal ? 'normal' : name,
        normal ? 0 : 1,
        1.7e9 + 61 * i,
        name,
        `10.0.0.${i % 200}`,
        name,
      ],
    ];
  });
  return csv([header.split(','), ...rows]);
}

/** A table of numbers whose columns are such names. */
export function hostileTable(): string {
  const rows = Array.from({ length: 60 }, (_, i) =>
    HOSTILE.map((_, j) => ((i * (j + 3) * 7) % 31) + (i === 7 ? 500 : 0)),
  );
  return csv([[...HOSTILE, 'label'], ...rows.map((row, i) => [...row, i === 7 ? 1 : 0])]);
}
