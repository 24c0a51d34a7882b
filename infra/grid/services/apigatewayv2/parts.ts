import type { GridContext } from '../../service.ts';
import type { AccessLogs } from '../apigateway/request/accessLog.ts';
import type { Deadlines } from '../apigateway/request/deadlines.ts';
import type { Connections } from './connection/connections.ts';
import type { Registry } from './registry.ts';
import type { Throttles } from './throttles.ts';

/** What the actions, the resources and the data planes of both kinds of APIs share. */
export interface Parts {
  readonly grid: GridContext;
  readonly registry: Registry;
  readonly connections: Connections;
  readonly throttles: Throttles;
  readonly deadlines: Deadlines;
  readonly logs: AccessLogs;
}
