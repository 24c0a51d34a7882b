/** A table that is no view: the names of its partition and sort key (texts), and of the attribute that holds its expiry (epoch seconds). */
export interface OwnTable {
  readonly name: string;
  readonly partition: string;
  readonly sort?: string;
  readonly ttl?: string;
}
