import { AwsError } from '../../service.ts';

/** A function as a caller names it. */
export interface Target {
  readonly name: string;
  /** A version, an alias or `$LATEST`; `undefined` where the caller gave none. */
  readonly qualifier?: string;
}

const PATTERN =
  /^(?:arn:[\w-]+:lambda:[\w-]+:)?(?:\d{12}:)?(?:function:)?(?<name>[\w-]{1,64})(?::(?<qualifier>\$LATEST|[\w-]+))?$/;

/**
 * Reads a name, a partial ARN (`123456789012:function:name`) or an ARN, each with or without a qualifier.
 * `qualifier` is what the request said beside it; naming two different ones is the caller's error.
 */
export function parseTarget(text: string, qualifier?: string): Target {
  const found = PATTERN.exec(text)?.groups;
  const name = found?.name;
  if (!name) throw new AwsError('ValidationException', `'${text}' is neither a function's name nor its ARN.`);
  if (qualifier && found.qualifier && qualifier !== found.qualifier) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  const chosen = qualifier ?? found.qualifier;
  return chosen === undefined ? { name } : { name, qualifier: chosen };
}
