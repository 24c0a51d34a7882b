import { pause } from '../driver/pool.ts';
import type { GridProcess } from '../gridProcess.ts';
import { type Mishap, scheduleOf } from './schedule.ts';

const LOOK_MS = 50;

/** Lets all of a seed's mishaps come over a grid, one after another; a fault that a kill has ended before its time is over. */
export async function storm(
  grid: GridProcess,
  { seed, minutes }: { readonly seed: number; readonly minutes: number },
  tell: (line: string) => void,
): Promise<{ readonly faults: number; readonly kills: number }> {
  const began = performance.now();
  const ends: { readonly at: number; readonly id: string }[] = [];
  const endDue = async (now: number) => {
    for (const due of ends.filter(({ at }) => at <= now)) {
      ends.splice(ends.indexOf(due), 1);
      await grid.endFault(due.id);
    }
  };
  let kills = 0;
  const mishaps = scheduleOf(seed, minutes);
  for (const mishap of mishaps) {
    for (; performance.now() - began < mishap.at; await pause(LOOK_MS)) await endDue(performance.now() - began);
    tell(told(mishap));
    if (mishap.what === 'kill') {
      kills += 1;
      ends.splice(0);
      await grid.kill();
      await grid.start();
    } else ends.push({ at: performance.now() - began + mishap.lasts, id: await grid.fault(mishap.order) });
  }
  await grid.clearFaults();
  return { faults: mishaps.length - kills, kills };
}

function told(mishap: Mishap): string {
  const at = (mishap.at / 1_000).toFixed(1).padStart(7);
  if (mishap.what === 'kill') return `${at} s  SIGKILL`;
  const { kind, on, ...rest } = mishap.order;
  return `${at} s  ${kind} ${JSON.stringify(on)} ${JSON.stringify(rest)} for ${(mishap.lasts / 1_000).toFixed(1)} s`;
}
