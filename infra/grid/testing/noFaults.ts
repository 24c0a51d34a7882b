import { createCallFaults } from '../faults/calls.ts';
import { Faults } from '../faults/faults.ts';
import type { ThroughFaults } from '../faults/strike.ts';
import type { GridContext } from '../service.ts';

interface NoFaults {
  readonly faults: Faults;
  readonly throughFaults: ThroughFaults;
}

/** What a service that stands alone has where a grid has faults: none. */
export function noFaults({ clock }: Pick<GridContext, 'clock'>): NoFaults {
  const faults = new Faults(clock, { functions: () => [], calls: () => [] });
  return { faults, throughFaults: createCallFaults(faults, () => {}) };
}
