/** Who acts: a person or a machine with a token, or a function of ours. */
export interface Actor {
  /** The token's subject, or the function's name. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** Present when the caller is a customer, who may only act on what is its own. */
  readonly clienteId?: string;
  /** Present when the caller is a driver, who may only act on the own route. */
  readonly conductorId?: string;
}

/** What is known of an event beside its data; it travels on the bus as `detail.metadata`. */
export interface Metadata {
  /** Unique: a UUIDv7. */
  readonly id: string;
  /** `<aggregate>#<id>`. */
  readonly stream: string;
  /** Position of the event in its stream, from 1, without gaps. */
  readonly version: number;
  readonly schemaVersion: number;
  readonly context: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly occurredAt: string;
  /** The same for all that follows from one first request. */
  readonly correlationId: string;
  /** The id of the event or command that led to this event. */
  readonly causationId: string;
  readonly commandId: string;
  /** The subject of whoever acted. */
  readonly actor: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** What was written before it in its commit; absent for the first event of one. */
  readonly before?: Before;
}

/** The events of a commit before one of them. */
export interface Before {
  /** The version of the first. */
  readonly from: number;
  /** Their types, each once. */
  readonly types: readonly string[];
}

/** An event as consumers get it. */
export interface Recorded<D = any> {
  readonly type: string;
  readonly data: D;
  readonly metadata: Metadata;
}

/** The name of a stream. */
export function streamOf(aggregate: string, id: string): string {
  return `${aggregate}#${id}`;
}

/** The id inside a stream's name: `orden#1` → `1`. */
export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('#') + 1);
}

/** The aggregate in a stream's name: `orden#1` → `orden`. */
export function aggregateOf(stream: string): string {
  return stream.slice(0, stream.indexOf('#'));
}
