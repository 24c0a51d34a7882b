import { Presets, SingleBar } from 'cli-progress';

/** A bar for long work, on stderr. */
export interface Bar {
  /** How far the work is, and what to say beside it. */
  at(value: number, label?: string): void;
  end(): void;
}

/** Draws a bar from 0 to `total` where stderr is a terminal; elsewhere nothing, since each command ends with a summary. */
export function openBar(title: string, total: number): Bar {
  if (!process.stderr.isTTY) return { at: () => {}, end: () => {} };
  const bar = new SingleBar(
    { format: `${title} {bar} {percentage}% {label}`, hideCursor: true, stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0, { label: '' });
  return { at: (value, label = '') => bar.update(Math.min(total, value), { label }), end: () => bar.stop() };
}
