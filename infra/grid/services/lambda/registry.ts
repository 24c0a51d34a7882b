import { AwsError } from '../../service.ts';
import { type Code, functionArn, type LambdaFunction, type Layer } from './function.ts';
import { parseTarget } from './target.ts';

/** What a name leads to. */
export interface Resolved {
  readonly fn: LambdaFunction;
  /** The function's ARN with the qualifier that was asked for, if any. */
  readonly arn: string;
  readonly qualifier: string | undefined;
}

/** The functions that the template deployed, their versions and aliases, and layers. */
export class Registry {
  readonly #functions = new Map<string, LambdaFunction>();
  readonly #versions = new Map<string, LambdaFunction>();
  readonly #aliases = new Map<string, string>();
  readonly #concurrency = new Map<string, number>();
  readonly #layers = new Map<string, Code>();

  /** Every `$LATEST`, by name. */
  all(): LambdaFunction[] {
    return [...this.#functions.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  latest(name: string): LambdaFunction | undefined {
    return this.#functions.get(name);
  }

  set(fn: LambdaFunction): void {
    this.#functions.set(fn.name, fn);
  }

  delete(name: string): LambdaFunction | undefined {
    const fn = this.#functions.get(name);
    this.#functions.delete(name);
    return fn;
  }

  setVersion(fn: LambdaFunction): void {
    this.#versions.set(`${fn.name}:${fn.version}`, fn);
  }

  deleteVersion(name: string, version: string): LambdaFunction | undefined {
    const fn = this.#versions.get(`${name}:${version}`);
    this.#versions.delete(`${name}:${version}`);
    return fn;
  }

  setAlias(name: string, alias: string, version: string): void {
    this.#aliases.set(`${name}:${alias}`, version);
  }

  deleteAlias(name: string, alias: string): void {
    this.#aliases.delete(`${name}:${alias}`);
  }

  setLayer(arn: string, content: Code): void {
    this.#layers.set(arn, content);
  }

  deleteLayer(arn: string): void {
    this.#layers.delete(arn);
  }

  /** @throws InvalidParameterValueException */
  layer(arn: string): Layer {
    const content = this.#layers.get(arn);
    if (content) return { arn, content };
    throw new AwsError('InvalidParameterValueException', `Layer version ${arn} does not exist.`);
  }

  /** Overrides a function's reserved concurrency by API, or with `undefined` takes the override back. */
  reserve(name: string, concurrency: number | undefined): void {
    if (concurrency === undefined) this.#concurrency.delete(name);
    else this.#concurrency.set(name, concurrency);
  }

  /** The function that `text` (a name or any form of its ARN) leads to. */
  resolve(text: string, asked?: string): Resolved {
    const { name, qualifier } = parseTarget(text, asked);
    const found = this.find(name, qualifier);
    if (!found) throw new AwsError('ResourceNotFoundException', `Function not found: ${arnOf(name, qualifier)}`, 404);
    return found;
  }

  /** The same for a name and a qualifier; `undefined` where they lead nowhere. */
  find(name: string, qualifier: string | undefined): Resolved | undefined {
    const found = this.#find(name, qualifier);
    if (!found) return undefined;
    const reserved = this.#concurrency.get(name);
    const fn = reserved === undefined ? found : { ...found, reservedConcurrency: reserved };
    return { fn, arn: arnOf(name, qualifier), qualifier };
  }

  #find(name: string, qualifier: string | undefined): LambdaFunction | undefined {
    if (qualifier === undefined || qualifier === '$LATEST') return this.#functions.get(name);
    const version = this.#aliases.get(`${name}:${qualifier}`) ?? qualifier;
    return version === '$LATEST' ? this.#functions.get(name) : this.#versions.get(`${name}:${version}`);
  }
}

function arnOf(name: string, qualifier: string | undefined): string {
  return qualifier === undefined ? functionArn(name) : `${functionArn(name)}:${qualifier}`;
}
