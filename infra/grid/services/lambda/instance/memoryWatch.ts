import { readFileSync } from 'node:fs';
import type { Instance } from './instance.ts';

const PERIOD_MS = 200;
const PAGE = 4096;

/**
 * Watches the resident memory of the instances at work. A process has no hard limit of its own that covers Buffers
 * (measured: V8's limits do not), so one that grows beyond its function's memory is killed here.
 * Where there is no `/proc`, only what an instance reports at the end of each invocation is looked at.
 */
export class MemoryWatch {
  readonly #busy = new Set<Instance>();
  #timer: NodeJS.Timeout | undefined;

  watch(instance: Instance): void {
    this.#busy.add(instance);
    this.#timer ??= setInterval(() => this.#look(), PERIOD_MS).unref();
  }

  unwatch(instance: Instance): void {
    this.#busy.delete(instance);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    if (this.#busy.size === 0) this.stop();
    for (const instance of this.#busy) {
      if (residentBytes(instance.pid) > instance.fn.memoryMb * 2 ** 20) instance.killForMemory();
    }
  }
}

function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;
  } catch {
    return 0;
  }
}
