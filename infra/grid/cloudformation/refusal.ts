import type { Problem } from './check.ts';

/** A template that the grid does not run. Its message lists every reason, below the resource that it is of. */
export class TemplateRefused extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], lines: readonly string[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super([`The grid refuses this template (${count}); nothing was touched.`, ...lines].join('\n'));
    this.name = 'TemplateRefused';
    this.problems = problems;
  }
}

/**
 * The refusal of a template. AWS's own schema tells a misspelt name from an unsupported one; it takes some 400 ms to load, so
 * only a refusal does it.
 */
export async function refuse(problems: readonly Problem[]): Promise<TemplateRefused> {
  const schema = await loadSchema();
  const groups = Map.groupBy(problems, placeOf);
  const lines = [...groups].flatMap(([place, found]) => [
    `  ${place}`,
    ...found.map(({ what, type, property }) => {
      const hint = type === undefined ? '' : hintFor(schema, type, property);
      return `    - ${what}${hint}`;
    }),
  ]);
  return new TemplateRefused(problems, lines);
}

/** `Pila/Cola/Resource = pila: Cola (AWS::SQS::Queue), lib/pila.ts:12`, as far as it is known. */
function placeOf({ where, path, origin }: Problem): string {
  return `${path ? `${path} = ` : ''}${where}${origin ? `, ${origin}` : ''}`;
}

type Schema = (type: string) => readonly string[] | undefined;

async function loadSchema(): Promise<Schema> {
  const { loadAwsServiceSpec } = await import('@aws-cdk/aws-service-spec');
  const database = await loadAwsServiceSpec();
  return (type) => {
    const [found] = database.lookup('resource', 'cloudFormationType', 'equals', type);
    return found && Object.keys(found.properties);
  };
}

function hintFor(schema: Schema, type: string, property: string | undefined): string {
  const properties = schema(type);
  // Types that are not AWS's may be anybody's: custom resources, and those that an account has registered.
  if (!properties) return type.startsWith('AWS::') ? ': CloudFormation has no such type' : '';
  if (property === undefined || properties.includes(property)) return '';
  const near = nearest(property, properties);
  return `: ${type} has no such property on AWS either${near ? `; did you mean "${near}"?` : ''}`;
}

/** The name at the smallest edit distance, when that is at most a third of its length. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= candidate.length / 3 && (!best || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
