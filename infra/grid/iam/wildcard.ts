/** Says whether a value matches. */
export type Matcher = (value: string) => boolean;

/** A matcher for a pattern of IAM: `*` is any run of characters, `?` any single one. */
export function wildcard(pattern: string): Matcher {
  const first = pattern.search(/[*?]/);
  if (first === -1) return (value) => value === pattern;
  if (pattern === '*') return () => true;
  if (first === pattern.length - 1 && pattern.endsWith('*')) {
    const prefix = pattern.slice(0, -1);
    return (value) => value.startsWith(prefix);
  }
  return (value) => glob(pattern, value);
}

/** Remembers only the last `*`, so that it stays linear where a regular expression would backtrack exponentially. */
function glob(pattern: string, value: string): boolean {
  let at = 0;
  let here = 0;
  let star = -1;
  let retry = 0;
  while (here < value.length) {
    if (pattern[at] === '*') {
      star = at++;
      retry = here;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === value[here])) {
      at++;
      here++;
    } else if (star !== -1) {
      at = star + 1;
      here = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** An ARN pattern, compared part by part: a `*` in one part never reaches into the next, save in the last. */
export function arnPattern(pattern: string): Matcher {
  if (pattern === '*') return () => true;
  const parts = arnParts(pattern).map(wildcard);
  return (value) => {
    const values = arnParts(value);
    return values.length === parts.length && parts.every((matches, i) => matches(values[i] ?? ''));
  };
}

/** `arn:partition:service:region:account:resource`; the resource keeps its own colons. */
function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
