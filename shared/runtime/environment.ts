/** The variables that a function may be given. The constructs set them, typed by this list; a function asks for what it needs. */
export interface Environment {
  readonly EVENT_LOG_TABLE: string;
  readonly KEYS_TABLE: string;
  readonly VIEW_TABLE: string;
  /** The generation of the view's fold: its rows' keys begin with it. */
  readonly VIEW_GENERATION: string;
  /** The table of the view that guards a list, and the generation of its fold. */
  readonly GUARD_TABLE: string;
  readonly GUARD_GENERATION: string;
  /** Of a command: its directories, as JSON of `Directories`. */
  readonly DIRECTORIES: string;
  /** The table whose newest item a query shows beside a row. */
  readonly LATEST_TABLE: string;
  /** The table of another system that the function reads. */
  readonly SOURCE_TABLE: string;
  readonly BUS_NAME: string;
  /** The queue that feeds the function: it puts messages back for a while when they come too early. */
  readonly QUEUE_URL: string;
  /** How often a message is tried before it is dead, when it fails of itself. */
  readonly MOST_TRIES: string;
  /** Where the function puts what it gives up, with the reason. */
  readonly DEAD_LETTERS_URL: string;
  /** Who signs tokens (`iss`), whom they are for (`aud`), and where the public keys are (`https:` or `data:`). */
  readonly TOKEN_ISSUER: string;
  readonly TOKEN_AUDIENCE: string;
  readonly TOKEN_KEYS: string;
  /** Where messages are ordered from their channels. */
  readonly NOTIFICATIONS_TOPIC: string;
  /** The origins whose pages may read answers of the API, with spaces between them; not there where only its own may. */
  readonly CORS_ORIGINS: string;
  /** By which keys the API counts requests, as JSON of `Meters`; not there where it does not. */
  readonly METERS: string;
  /** The number or the name that text messages come from; empty where nobody sends any. */
  readonly SMS_SENDER: string;
  /** The address that mail comes from, empty where nobody sends any; and the configuration set by which it is told what became of it. */
  readonly MAIL_SENDER: string;
  readonly MAIL_CONFIGURATION: string;
  /** Where the pages connect to the live channel; empty where there is none. */
  readonly LIVE_URL: string;
  /** The bucket of the store of files that the function works on. */
  readonly FILES_BUCKET: string;
  /** Where people sign in to the pages: an OpenID provider's address, and as which client. Empty where there is none. */
  readonly PAGE_ISSUER: string;
  readonly PAGE_CLIENT: string;
  /** What the pages ask it for, with spaces between. */
  readonly PAGE_SCOPES: string;
  /** Further origins that signing in asks, and those that files go to, with spaces between them. May be empty. */
  readonly PAGE_ORIGINS: string;
  /** Where the map gets its tiles; empty for a map without streets. */
  readonly PAGE_TILES: string;
  /** The management API of the WebSocket API's stage: `https://…`. */
  readonly LIVE_ENDPOINT: string;
  /** `si`: webhooks may lead to the machine itself, unencrypted. On an installation for development only. */
  readonly WEBHOOK_LOOPBACK: string;
  /** The root of the pages that links in messages lead to. */
  readonly PAGE_URL: string;
  /** The queues that a function looks at, as JSON of `QueueNames`. */
  readonly QUEUES: string;
  /** The views that a function looks at, as JSON of `ViewNames`. */
  readonly VIEWS: string;
}

/** The keys by which requests are counted: of each customer of a plan, that of its id after the prefix; and everybody else's. */
export interface Meters {
  readonly prefix: string;
  readonly customers: readonly string[];
  readonly others: string;
}

/** All views by name, and what stands before the name of a view's table. */
export interface ViewNames {
  readonly prefix: string;
  readonly views: Readonly<Record<string, ViewName>>;
}

/** What a view keeps, of whose streams (a timeline's lines are of many), and the generation of its fold; notifications have none. */
export interface ViewName {
  readonly kind: 'rows' | 'totals' | 'lines' | 'messages';
  readonly of?: string;
  readonly generation: string;
}

/** Short names of functions: those that a queue feeds, and those that have dead letters and no queue; and what stands before the name of a queue. */
export interface QueueNames {
  readonly prefix: string;
  readonly fed: readonly string[];
  readonly dead: readonly string[];
}

/** Where a command finds the views that are its directories, and which generation of each is its own. */
export type Directories = Readonly<Record<string, { readonly table: string; readonly generation: string }>>;

/** The value of a variable that may be empty or not there at all. */
export function optionalVariable(name: keyof Environment): string | undefined {
  return process.env[name]?.trim() || undefined;
}

/** The value of a variable. Throws, at first use, when the function was deployed without it. */
export function variable(name: keyof Environment): string {
  const value = process.env[name];
  if (!value) throw new Error(`The variable ${name} is not set: this function was deployed without it.`);
  return value;
}
