/** Where the API offers a function: `POST /ordenes/{ordenId}/cancelacion`. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** What an operation is called, and what somebody who calls it should know. In Spanish: the API's users read it. */
export interface Docs {
  /** A few words, without a full stop: `Cancela una orden`. */
  readonly summary: string;
  /** Whole sentences. */
  readonly description: string;
}
