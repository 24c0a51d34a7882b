import { AwsError } from '../../../service.ts';
import { Checkpoints } from './checkpoints.ts';
import type { MappingParts, Runner } from './parts.ts';
import { QueueRunner } from './queueRunner.ts';
import type { MappingSettings } from './settings.ts';
import { StreamRunner } from './streamRunner.ts';

/** What the API may change of a mapping. */
export interface MappingChange {
  readonly enabled?: boolean;
  readonly batchSize?: number;
}

/** How long stopping waits for batches under way; what is cut off is given again. */
const STOP_LIMIT_MS = 10_000;

/** All event source mappings: their settings, what the API changed of them, and who is at work. */
export class Mappings {
  readonly #parts: MappingParts;
  readonly #checkpoints: Checkpoints;
  readonly #declared = new Map<string, MappingSettings>();
  /** When each was last changed, in this life. */
  readonly #modified = new Map<string, number>();
  readonly #runners = new Map<string, Runner>();
  readonly #stopping = new Set<Promise<void>>();
  #running = false;

  constructor(parts: MappingParts) {
    this.#parts = parts;
    this.#checkpoints = new Checkpoints(parts.grid.store);
    parts.grid.store.define(
      'CREATE TABLE IF NOT EXISTS lambda_mapping_changes (uuid TEXT PRIMARY KEY, declared TEXT NOT NULL, change TEXT NOT NULL)',
    );
  }

  all(): MappingSettings[] {
    return [...this.#declared.keys()].map((uuid) => this.get(uuid));
  }

  /** A mapping with what the API changed of it. */
  get(uuid: string): MappingSettings {
    const declared = this.#declared.get(uuid);
    if (!declared) throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
    return { ...declared, ...this.#changeOf(declared) };
  }

  /** When a mapping was last changed, or came up, in milliseconds. */
  modifiedAt(uuid: string): number {
    return this.#modified.get(uuid) ?? 0;
  }

  /** Creates a mapping, or brings it to these settings; a stream mapping keeps its position. */
  async ensure(settings: MappingSettings): Promise<void> {
    const before = this.#declared.get(settings.uuid);
    this.#declared.set(settings.uuid, settings);
    if (!before || fingerprint(before) !== fingerprint(settings))
      this.#modified.set(settings.uuid, this.#parts.grid.clock.now());
    if (settings.kind === 'stream') await this.#findBeginning(settings);
    if (before && fingerprint(before) !== fingerprint(settings)) await this.#halt(settings.uuid);
    this.#begin(settings.uuid);
  }

  /** Changes a mapping by API. It holds, over restarts too, until the template changes the mapping. */
  async change(uuid: string, change: MappingChange): Promise<MappingSettings> {
    const declared = this.#declared.get(uuid);
    this.#modified.set(uuid, this.#parts.grid.clock.now());
    const merged = { ...(this.get(uuid) && this.#changeOf(declared)), ...change };
    const { store } = this.#parts.grid;
    await store.write(() =>
      store
        .sql('INSERT OR REPLACE INTO lambda_mapping_changes (uuid, declared, change) VALUES (?, ?, ?)')
        .run(uuid, declared ? fingerprint(declared) : '', JSON.stringify(merged)),
    );
    await this.#halt(uuid);
    this.#begin(uuid);
    return this.get(uuid);
  }

  async remove(uuid: string): Promise<void> {
    await this.#halt(uuid);
    this.#declared.delete(uuid);
    this.#modified.delete(uuid);
    const { store } = this.#parts.grid;
    await store.write(() => {
      this.#checkpoints.remove(uuid);
      store.sql('DELETE FROM lambda_mapping_changes WHERE uuid = ?').run(uuid);
    });
  }

  /** Begins to poll. */
  run(): void {
    this.#running = true;
    for (const uuid of this.#declared.keys()) this.#begin(uuid);
  }

  async stop(): Promise<void> {
    this.#running = false;
    const halted = Promise.all([...this.#runners.keys()].map((uuid) => this.#halt(uuid)));
    let limit: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      limit = setTimeout(resolve, STOP_LIMIT_MS);
    });
    await Promise.race([Promise.all([halted, ...this.#stopping]), patience]);
    clearTimeout(limit);
  }

  #begin(uuid: string): void {
    const settings = this.get(uuid);
    if (!this.#running || !settings.enabled || this.#runners.has(uuid)) return;
    const runner =
      settings.kind === 'queue'
        ? new QueueRunner(this.#parts, settings)
        : new StreamRunner(this.#parts, settings, this.#checkpoints);
    this.#runners.set(uuid, runner);
    runner.start();
  }

  async #halt(uuid: string): Promise<void> {
    const runner = this.#runners.get(uuid);
    if (!runner) return;
    this.#runners.delete(uuid);
    const stopped = runner.stop().finally(() => this.#stopping.delete(stopped));
    this.#stopping.add(stopped);
    await stopped;
  }

  /** A new mapping begins at the oldest record, or after the newest; this is fixed before anything else is deployed. */
  async #findBeginning({ uuid, sourceArn, ...settings }: MappingSettings & { readonly kind: 'stream' }): Promise<void> {
    if (this.#checkpoints.find(uuid, sourceArn) !== undefined) return;
    const { streams, store } = this.#parts.grid;
    const position = settings.start === 'LATEST' ? await streams.latest(sourceArn) : undefined;
    await store.write(() => this.#checkpoints.set(uuid, sourceArn, position ?? null));
  }

  #changeOf(declared: MappingSettings | undefined): MappingChange {
    if (!declared) return {};
    const row = this.#parts.grid.store
      .sql('SELECT change FROM lambda_mapping_changes WHERE uuid = ? AND declared = ?')
      .get(declared.uuid, fingerprint(declared));
    return row ? JSON.parse(String(row.change)) : {};
  }
}

function fingerprint(settings: MappingSettings): string {
  return JSON.stringify(settings, (_, value) => (value === Number.POSITIVE_INFINITY ? 'unlimited' : value));
}
