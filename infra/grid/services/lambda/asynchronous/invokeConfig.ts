/** What becomes of the asynchronous invocations of a function (or of one qualifier of it). */
export interface InvokeConfig {
  readonly maxAgeSeconds: number;
  readonly maxRetries: number;
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

const DEFAULT: InvokeConfig = { maxAgeSeconds: 6 * 3600, maxRetries: 2 };

/** The configurations of all functions. */
export class InvokeConfigs {
  readonly #configs = new Map<string, InvokeConfig>();

  /** The one for an invocation; a function without any has AWS's: two retries within six hours. */
  of(name: string, qualifier: string): InvokeConfig {
    return this.find(name, qualifier) ?? DEFAULT;
  }

  find(name: string, qualifier: string): InvokeConfig | undefined {
    return this.#configs.get(`${name}:${qualifier}`);
  }

  set(name: string, qualifier: string, config: InvokeConfig | undefined): void {
    if (config) this.#configs.set(`${name}:${qualifier}`, config);
    else this.#configs.delete(`${name}:${qualifier}`);
  }
}
