import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pause } from '../../driver/pool.ts';
import { GridProcess } from '../../gridProcess.ts';
import { progressBar } from '../../progress.ts';
import type { Said } from '../engine.ts';
import type { Parts } from '../parts.ts';
import { change, enter, rowsOf } from '../statements.ts';
import { type Legacy, REJECTED, startLegacy } from '../system.ts';
import { cambios, usuarios } from '../usuarios.ts';
import { type Espejo, keepKeys, mirrored } from './espejo.ts';

/** How much happens. */
export interface Amounts {
  readonly rows: number;
  readonly changes: number;
}

/** What was seen, and what of it is wrong. */
export interface Outcome extends Espejo {
  readonly said: string;
}

/** At which parts of the snapshot the engine is killed. */
const KILLS = [1 / 3, 2 / 3];
/** So many changes at a time. */
const SLICE = 25;
const LOOK_MS = 20;
const PATIENCE_MS = 20 * 60_000;
/** No id that the contract knows: a row that can never be published. */
const POISON = -1;

/**
 * A snapshot by Debezium of a MariaDB that changes meanwhile, with the engine killed twice in the middle, each time when what
 * it brought is published and not yet marked.
 */
export async function byDebezium(parts: Parts, amounts: Amounts): Promise<Outcome> {
  const grid = new GridProcess();
  const folder = mkdtempSync(path.join(tmpdir(), 'alpes-legado-'));
  let legacy: Legacy | undefined;
  const stop = async () => {
    await legacy?.stop();
    await grid.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const end = () => void stop().then(() => process.exit(1));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const outputs = await grid.start();
    await keepKeys(outputs);
    const filas = usuarios(amounts.rows);
    const made = cambios(amounts.changes, filas);
    const bus = new Published(amounts.rows);
    legacy = await startLegacy(
      {
        ...{ parts, folder, endpoint: outputs.endpoint, onLog: console.log },
        onPublished: (said) => bus.took(said, legacy),
        onSnapshot: (done) => bus.snapshot(done),
      },
      (db) => enter(db, filas),
    );
    const { db, capture } = legacy;
    const working = (async () => {
      for (let at = 0; at < made.length; at += SLICE) {
        // What was changed before its first row would be no change to Debezium: it is what the snapshot finds.
        await until(() => bus.over || bus.read / amounts.rows > at / made.length);
        await change(db, made.slice(at, at + SLICE));
      }
      await db.sql(`INSERT INTO usuarios (id, nombre) VALUES (${POISON}, 'Nadie')`);
      // The poison is one more.
      await until(() => bus.over && bus.changes.size > made.length);
    })();
    await Promise.race([working, capture.ended.then(() => new Promise<never>(() => {}))]);
    bus.end();
    await db.sql(`DELETE FROM usuarios WHERE id = ${POISON}`);
    const table = await rowsOf(db);
    const there = new Set(table.map(({ id }) => id));
    const eliminados = made.flatMap((one) => (one.op === 'd' && !there.has(one.id) ? [one.id] : []));
    const espejo = await mirrored({ outputs, filas: table, eliminados });
    const rejected = readFileSync(path.join(folder, REJECTED), 'utf8').trim().split('\n');
    const strays = rejected.filter((line) => JSON.parse(line).key.id !== POISON);
    return {
      ...espejo,
      violations: [...espejo.violations, ...strays.map((line) => `was not published: ${line}`)],
      said: bus.summary(made.length),
    };
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
    await stop();
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; !condition(); await pause(LOOK_MS))
    if (performance.now() > end) throw new Error('What should have been published long ago has not come.');
}

/** What the bus has taken, and who is killed for it. */
class Published {
  /** Rows that the snapshot has published, each counted once. */
  readonly #rows = new Set<number>();
  /** Places of changes in the log. */
  readonly changes = new Set<string>();
  /** The snapshot has gone through. */
  over = false;
  #again = { rows: 0, changes: 0 };
  #killed = 0;
  readonly #total: number;
  readonly #bar;

  constructor(total: number) {
    this.#total = total;
    this.#bar = progressBar('Snapshot  ', total);
  }

  get read(): number {
    return this.#rows.size;
  }

  took(said: readonly Said[], legacy: Legacy | undefined): void {
    const before = this.read;
    for (const { key, value } of said) {
      if (value === null) continue;
      const { file, pos, row } = value.source;
      const [seen, one, kind] =
        value.op === 'r'
          ? ([this.#rows, (key as { id: number }).id, 'rows'] as const)
          : ([this.changes, `${file} ${pos} ${row}`, 'changes'] as const);
      if (seen.has(one as never)) this.#again[kind]++;
      else seen.add(one as never);
    }
    // Rows that were entered meanwhile are read, too.
    this.#bar.step(Math.min(this.read, this.#total) - Math.min(before, this.#total));
    const due = KILLS[this.#killed];
    if (!legacy || due === undefined || this.read < due * this.#total) return;
    this.#killed++;
    legacy.capture.kill();
  }

  snapshot(done: number): void {
    if (done === Number.POSITIVE_INFINITY) this.over = true;
  }

  end(): void {
    this.#bar.end();
  }

  summary(made: number): string {
    const { rows, changes } = this.#again;
    return (
      `${this.read} rows of the snapshot (${rows} of them once more) and ${made} changes (${changes} once more), ` +
      `the engine killed ${this.#killed} times`
    );
  }
}
