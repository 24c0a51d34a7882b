/** Files of one kind, that callers put and get by themselves, with addresses that functions sign: a bucket of their own. */
export interface FileStore {
  readonly name: string;
  /** After so many days a file is deleted. */
  readonly days: number;
}

/** What a function may do with the files of a store: sign an address to put or to get one, or delete them. */
export type FileRight = 'put' | 'get' | 'delete';
