import { Presets, SingleBar } from 'cli-progress';

/** A progress bar for long work. */
export interface Progress {
  step(amount?: number): void;
  end(): void;
}

/** Where there is no terminal, how long it is silent at most. */
const SILENT_MS = 10_000;

/** Draws a bar on stderr where that is a terminal; elsewhere (a log, CI) it writes a line for each tenth, and every ten seconds. */
export function progressBar(title: string, total: number): Progress {
  if (!process.stderr.isTTY) return lines(title.trimEnd(), total);
  const bar = new SingleBar(
    { format: `${title} {bar} {value}/{total} · {eta_formatted}`, hideCursor: true, stream: process.stderr },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: (amount = 1) => bar.increment(amount), end: () => bar.stop() };
}

function lines(title: string, total: number): Progress {
  let done = 0;
  let told = 0;
  const tell = () => {
    told = done;
    process.stderr.write(`${title}: ${done}/${total}\n`);
    timer.refresh();
  };
  const timer = setInterval(tell, SILENT_MS).unref();
  tell();
  return {
    step: (amount = 1) => {
      done += amount;
      if (done < total && done - told >= total / 10) tell();
    },
    end: () => {
      tell();
      clearInterval(timer);
    },
  };
}
