import { Presets, SingleBar } from 'cli-progress';

/** A progress bar for long work. */
export interface Progress {
  step(amount?: number): void;
  end(): void;
}

/** Draws a bar on stderr where that is a terminal; elsewhere (a log, CI) it writes one line at the beginning and one at the end. */
export function progressBar(title: string, total: number): Progress {
  if (!process.stderr.isTTY) return lines(title, total);
  const bar = new SingleBar(
    { format: `${title} {bar} {value}/{total} · {eta_formatted}`, hideCursor: true, stream: process.stderr },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: (amount = 1) => bar.increment(amount), end: () => bar.stop() };
}

function lines(title: string, total: number): Progress {
  let done = 0;
  process.stderr.write(`${title}: ${total}\n`);
  return {
    step: (amount = 1) => {
      done += amount;
    },
    end: () => void process.stderr.write(`${title}: ${done}/${total} done\n`),
  };
}
