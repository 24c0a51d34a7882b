import { appendFile, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FLUSH_MS = 100;
const FILE_LIMIT = 8 * 2 ** 20;

const LOGS = 'logs';

/** The file of a function's log. */
export function logFile(dataFolder: string, name: string): string {
  return join(dataFolder, LOGS, `${name}.log`);
}

/** The logs of all functions: one file each under `logs/`, and one older file when it has grown large. */
export class FunctionLogs {
  readonly #dataFolder: string;
  readonly #files = new Map<string, { text: string[]; size: number }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
    mkdirSync(join(dataFolder, LOGS), { recursive: true });
  }

  /** The file of a function's log. */
  fileOf(name: string): string {
    return logFile(this.#dataFolder, name);
  }

  /** Writes to a function's log, a moment later: lines are gathered so that logging costs no system call per line. */
  append(name: string, text: string): void {
    let file = this.#files.get(name);
    if (!file) {
      file = { text: [], size: sizeOf(this.fileOf(name)) };
      this.#files.set(name, file);
    }
    file.text.push(text);
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS).unref();
  }

  /** Writes what is gathered and resolves when it is in the files. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#flush();
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const writes = [...this.#files].map(([name, file]) => {
      if (file.text.length === 0) return undefined;
      const text = file.text.splice(0).join('');
      if (file.size > FILE_LIMIT) {
        renameSync(this.fileOf(name), `${this.fileOf(name)}.1`);
        file.size = 0;
      }
      file.size += text.length;
      return new Promise<void>((resolve) => appendFile(this.fileOf(name), text, () => resolve()));
    });
    await Promise.all(writes);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
