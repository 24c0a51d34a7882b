/** Where the API offers a function: `POST /ordenes/{ordenId}/cancelacion`. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;
