/**
 * Whether a path is taken, after `aws s3 sync --exclude … --include …`: all are at first, and the last pattern that fits
 * decides. `exclude` comes before `include`, as in CDK's function.
 * https://docs.aws.amazon.com/cli/latest/reference/s3/#use-of-exclude-and-include-filters
 */
export function createFilter(exclude: readonly string[], include: readonly string[]): (path: string) => boolean {
  const rules = [
    ...exclude.map((pattern) => ({ pattern: patternOf(pattern), takes: false })),
    ...include.map((pattern) => ({ pattern: patternOf(pattern), takes: true })),
  ];
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.takes ?? true;
}

/** `*` is anything, slashes too, `?` one character, `[ab]` one of these and `[!ab]` none of them. */
function patternOf(pattern: string): RegExp {
  const source = pattern.replaceAll(/\[(!?)(\]?[^\]]*)\]|[\s\S]/gu, (part, not?: string, members?: string) => {
    if (members !== undefined) return `[${not ? '^' : ''}${members.replaceAll(/[\\\]^]/g, '\\$&')}]`;
    if (part === '*') return '[\\s\\S]*';
    return part === '?' ? '[\\s\\S]' : part.replace(/[$()+./?[\\\]^{|}]/u, '\\$&');
  });
  return new RegExp(`^${source}$`, 'u');
}
