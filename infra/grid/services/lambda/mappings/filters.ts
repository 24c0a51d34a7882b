import { AwsError } from '../../../service.ts';
import { compile, type Pattern } from '../../events/pattern/match.ts';

/** The filters of a mapping: a record passes when one of them matches, or when there are none. */
export interface Filters {
  /** The patterns' texts, as the template has them. */
  readonly texts: readonly string[];
  passes(record: object): boolean;
}

/** Compiles the patterns of a `FilterCriteria`. @throws InvalidParameterValueException when one is no event pattern. */
export function filtersFrom(texts: readonly string[]): Filters {
  const patterns = texts.map(patternOf);
  return { texts, passes: (record) => patterns.length === 0 || patterns.some((pattern) => fits(pattern, record)) };
}

function patternOf(text: string): Pattern {
  try {
    return compile(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidParameterValueException', `Invalid filter pattern definition. (${text}: ${reason})`);
  }
}

function fits(pattern: Pattern, record: object): boolean {
  return pattern.matches(readable(record));
}

/** A queue message's body as a filter sees it: its JSON where it is an object, its text otherwise. */
function readable(record: object): object {
  if (!('body' in record) || typeof record.body !== 'string') return record;
  try {
    const parsed: unknown = JSON.parse(record.body);
    return typeof parsed === 'object' && parsed !== null ? { ...record, body: parsed } : record;
  } catch {
    return record;
  }
}
