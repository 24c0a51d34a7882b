import type { GridContext } from '../../../service.ts';
import type { Invoker } from '../invoker.ts';
import type { Fleet } from '../pool/fleet.ts';
import type { Registry } from '../registry.ts';

/** What a mapping works with. */
export interface MappingParts {
  readonly grid: GridContext;
  readonly registry: Registry;
  readonly fleet: Fleet;
  readonly invoker: Invoker;
}

/** A mapping at work. */
export interface Runner {
  start(): void;
  /** Takes nothing new, and resolves when what is under way is over. */
  stop(): Promise<void>;
}
