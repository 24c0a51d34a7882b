import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The measured figures, each bench's between its own markers, so that the text around them can be written by hand. */
const FILE = new URL('../../../docs/benchmarks.md', import.meta.url);

/** Puts a bench's report into `docs/benchmarks.md`, in place of the last one. */
export function writeSection(name: string, report: string): void {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '# Benchmarks\n';
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const section = `${begin}\n${report.trim()}\n${end}`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  const whole =
    from < 0 || to < from
      ? `${text.trimEnd()}\n\n${section}\n`
      : text.slice(0, from) + section + text.slice(to + end.length);
  writeFileSync(FILE, whole);
}
