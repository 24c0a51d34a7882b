import type { AnyCommand } from '#shared/model/command.ts';
import { digestOf } from '../ids.ts';
import { pathsOf, replace } from './places.ts';

/**
 * The digest of a command's input, by which a repetition is told from another command under the same id. What is personal
 * is left out: the digest stays readable for ever, and whoever tries names one after the other would find the right one.
 */
export function digestOfInput({ accepts }: AnyCommand, input: unknown): string {
  return digestOf(replace(input, pathsOf(accepts, 'A command'), () => undefined));
}
