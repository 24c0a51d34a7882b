import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { GridContext } from '../../../service.ts';

/** The access logs of stages that ask for one: a file for each log group, under `logs/` of the grid's folder. */
export class AccessLogs {
  readonly #grid: GridContext;
  readonly #files = new Map<string, WriteStream>();

  constructor(grid: GridContext) {
    this.#grid = grid;
  }

  /** Writes a line into the log of `group`, a log group's ARN. */
  write(group: string, line: string): void {
    this.#file(group).write(`${line}\n`);
  }

  /** Flushes and closes the files. */
  async close(): Promise<void> {
    const closing = [...this.#files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve)));
    this.#files.clear();
    await Promise.all(closing);
  }

  #file(group: string): WriteStream {
    let file = this.#files.get(group);
    if (!file) {
      const folder = join(this.#grid.dataFolder, 'logs');
      mkdirSync(folder, { recursive: true });
      const name = group
        .replace(/^.*:log-group:/, '')
        .replace(/:\*$/, '')
        .replace(/[^\w.-]+/g, '_');
      file = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
      file.on('error', (error) => this.#grid.log(`The access log ${group} cannot be written: ${error.message}`));
      this.#files.set(group, file);
    }
    return file;
  }
}
