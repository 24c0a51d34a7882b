import type { Access } from '../../../service.ts';
import type { Forwarder } from '../forward.ts';
import type { Tables } from './tables.ts';

/** What the resources of tables work with. */
export interface TableParts {
  readonly forwarder: Forwarder;
  readonly tables: Tables;
  readonly access: Access;
}
