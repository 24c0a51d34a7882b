/** What the platform says of a function that it could not run to its end. */
export interface Trouble {
  /** The error's JSON, as the caller gets it. */
  readonly payload: string;
  /** Whether the function could not even be loaded. */
  readonly loading: boolean;
}

/** A package of the AWS SDK that is nowhere to be found. */
const MISSING = /Cannot find (?:module|package) '(?<name>@(?:aws-sdk|smithy)\/[^'/]+)/;

/**
 * What keeps functions from running, told to the operator: that they cannot be loaded, end in the middle, or take too long.
 * The same of one function is told once, until it has run again. What a function itself throws is its caller's affair.
 */
export class Troubles {
  readonly #say: (name: string, what: string) => void;
  readonly #told = new Map<string, string>();

  constructor(say: (name: string, what: string) => void) {
    this.#say = say;
  }

  /** The function has run. */
  over(name: string): void {
    this.#told.delete(name);
  }

  tell(name: string, { payload, loading }: Trouble): void {
    const what = `${loading ? 'cannot be loaded' : 'was ended'}: ${reasonIn(payload)}`;
    if (this.#told.get(name) === what) return;
    this.#told.set(name, what);
    this.#say(name, what);
  }
}

/** The error in a line, with what to do about a package that AWS has and the grid has not. */
export function reasonIn(payload: string): string {
  const { errorType, errorMessage } = JSON.parse(payload);
  const [line = ''] = String(errorMessage).split('\n');
  const missing = MISSING.exec(line)?.groups?.name;
  return `${errorType}: ${line.replace(/^RequestId: \S+ (?:Error: )?/, '')}${missing ? `. ${howToInstall(missing)}` : ''}`;
}

/** What to do about a package of the AWS SDK that the grid has not. */
export function howToInstall(name: string): string {
  return `AWS's runtime brings ${name} along, the grid does not: npm install --save-dev ${name}, where the app is`;
}
