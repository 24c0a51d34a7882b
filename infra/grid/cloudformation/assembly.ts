import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, REGION } from '../service.ts';
import type { Problem } from './check.ts';
import { type ConstructNotes, originsIn } from './origins.ts';
import type { Stack } from './template.ts';

/** A synthesized CDK app. */
export interface Assembly {
  /** In the order in which they are deployed. */
  readonly stacks: readonly Stack[];
  /** Folders of file assets by `bucket/key`. */
  readonly assets: ReadonlyMap<string, string>;
  /** What of it the grid refuses. */
  readonly problems: readonly Problem[];
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly metadata?: ConstructNotes;
  /** A file with more of the metadata. */
  readonly additionalMetadataFile?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly parameters?: Record<string, string>;
    readonly file?: string;
    readonly directoryName?: string;
  };
}

interface Manifest {
  readonly artifacts?: Record<string, Artifact>;
  /** What was to be looked up in an account: the templates have dummies in its place. */
  readonly missing?: readonly { readonly key: string }[];
}

interface AssetManifest {
  readonly files?: Record<
    string,
    { readonly source: { readonly path?: string }; readonly destinations: Record<string, FileDestination> }
  >;
  readonly dockerImages?: Record<string, unknown>;
}

interface FileDestination {
  readonly bucketName: string;
  readonly objectKey: string;
}

/** Reads the folder that `cdk synth` writes (`cdk.out`), stages included. */
export function readAssembly(folder: string): Assembly {
  const found: Found = { stacks: [], assets: new Map(), problems: [] };
  readInto(folder, found);
  if (found.stacks.length === 0) throw new Error(`There is no stack in the cloud assembly ${folder}.`);
  return found;
}

interface Found {
  readonly stacks: Stack[];
  readonly assets: Map<string, string>;
  readonly problems: Problem[];
}

function readInto(folder: string, found: Found): void {
  const { artifacts = {}, missing = [] } = readJson<Manifest>(join(folder, 'manifest.json'));
  for (const { key } of missing) {
    const what = `the app looks "${key}" up in an account, which the grid has not: give it in cdk.context.json`;
    found.problems.push({ where: 'manifest.json', what });
  }
  for (const id of inOrder(artifacts)) {
    const artifact = artifacts[id] as Artifact;
    const { type, properties = {}, environment } = artifact;
    if (type === 'cdk:cloud-assembly') readInto(join(folder, properties.directoryName ?? id), found);
    if (type === 'cdk:asset-manifest') readAssets(folder, properties.file ?? `${id}.json`, found);
    if (type === 'aws:cloudformation:stack') {
      const name = properties.stackName ?? id;
      found.problems.push(...checkEnvironment(name, environment));
      const template = readJson<Stack['template']>(join(folder, properties.templateFile ?? `${id}.template.json`));
      found.stacks.push({
        name,
        template,
        parameters: properties.parameters ?? {},
        originOf: originOf(folder, artifact),
      });
    }
  }
}

/** The notes are long, and only a refusal asks for them. */
function originOf(
  folder: string,
  { metadata, additionalMetadataFile: file }: Artifact,
): NonNullable<Stack['originOf']> {
  let origins: ReadonlyMap<string, string> | undefined;
  return (logicalId) => {
    origins ??= originsIn({ ...metadata, ...(file && readJson<ConstructNotes>(join(folder, file))) });
    return origins.get(logicalId);
  };
}

/** A stack that was synthesized for one account writes it into its ARNs, which then name nothing of the grid. */
function checkEnvironment(where: string, environment = ''): Problem[] {
  const [account, region] = environment.replace('aws://', '').split('/');
  const fits = (value: string | undefined, own: string) => !value || value.startsWith('unknown-') || value === own;
  if (fits(account, ACCOUNT) && fits(region, REGION)) return [];
  return [
    { where, what: `it is synthesized for ${environment}; the grid is ${ACCOUNT}/${REGION}. Leave its env open.` },
  ];
}

function readAssets(folder: string, file: string, { assets, problems }: Found): void {
  const manifest = readJson<AssetManifest>(join(folder, file));
  for (const image of Object.keys(manifest.dockerImages ?? {}))
    problems.push({ where: file, what: `it has a container image (${image}); the grid runs none` });
  for (const { source, destinations } of Object.values(manifest.files ?? {})) {
    for (const { bucketName, objectKey } of Object.values(destinations)) {
      const bucket = bucketName.replaceAll(/\$\{AWS::(AccountId|Region)\}/g, (_, name) => PSEUDO[name] ?? '');
      if (source.path !== undefined) assets.set(`${bucket}/${objectKey}`, join(folder, source.path));
    }
  }
}

const PSEUDO: Record<string, string> = { AccountId: ACCOUNT, Region: REGION };

/** The folder of the asset that a template names by its S3 location. */
export function assetFolder(assets: ReadonlyMap<string, string>, bucket: string, key: string): string {
  const folder = assets.get(`${bucket}/${key}`);
  if (folder === undefined) throw new Error(`the assembly has no asset s3://${bucket}/${key}`);
  if (!statSync(folder).isDirectory())
    throw new Error(`the asset ${folder} is a file; the grid takes code from folders`);
  return folder;
}

/** Artifacts after what they depend on. */
function inOrder(artifacts: Record<string, Artifact>): string[] {
  const ordered = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (ordered.has(id) || !Object.hasOwn(artifacts, id)) return;
    if (path.includes(id))
      throw new Error(`The stacks depend on each other in a circle: ${[...path, id].join(' → ')}.`);
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency, [...path, id]);
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id, []);
  return [...ordered];
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (cause) {
    throw new Error(`The cloud assembly cannot be read: ${(cause as Error).message} (${file})`, { cause });
  }
}
