import { AwsError, type ResourceInput, type ResourceType } from '../../../service.ts';
import { functionArn, type LambdaFunction } from '../function.ts';
import type { LambdaParts } from '../parts.ts';
import { parseTarget } from '../target.ts';

/**
 * `AWS::Lambda::Version`: the function as it was when the version first appeared in the template. It is kept in the
 * store, so that later deployments, which change the function, leave the version what it was. With another description
 * it is another version.
 */
export function versionResource({ grid, registry, fleet }: LambdaParts): ResourceType {
  const { store } = grid;
  store.define(`CREATE TABLE IF NOT EXISTS lambda_versions (
    name TEXT NOT NULL, version INTEGER NOT NULL, owner TEXT, snapshot TEXT NOT NULL, PRIMARY KEY (name, version)
  )`);

  function known(name: string, owner: string): LambdaFunction | undefined {
    const row = store.sql('SELECT snapshot FROM lambda_versions WHERE name = ? AND owner = ?').get(name, owner);
    // One that was taken before functions had layers says nothing of them.
    return row && { layers: [], ...JSON.parse(String(row.snapshot)) };
  }

  /** Numbers are not given twice, as on AWS, also when a version is removed. */
  function published(name: string, owner: string): Promise<LambdaFunction> {
    const latest = registry.latest(name);
    if (!latest) throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn(name)}`, 404);
    return store.write(() => {
      const last = store.sql('SELECT MAX(version) AS version FROM lambda_versions WHERE name = ?').get(name);
      const version = Number(last?.version ?? 0) + 1;
      const snapshot = { ...latest, version: String(version) };
      store
        .sql('INSERT INTO lambda_versions (name, version, owner, snapshot) VALUES (?, ?, ?, ?)')
        .run(name, version, owner, JSON.stringify(snapshot));
      return snapshot;
    });
  }

  return {
    acted: ['Description', 'FunctionName'],
    inert: {
      ProvisionedConcurrencyConfig: 'Instances are started as they are needed.',
    },
    async ensure(resource) {
      const name = nameOf(resource);
      const fn = known(name, ownerOf(resource)) ?? (await published(name, ownerOf(resource)));
      registry.setVersion(fn);
      const arn = `${fn.arn}:${fn.version}`;
      return { ref: arn, attributes: { Version: fn.version, FunctionArn: arn } };
    },
    async remove(resource) {
      const name = nameOf(resource);
      const fn = known(name, ownerOf(resource));
      if (!fn) return;
      registry.deleteVersion(name, fn.version);
      fleet.remove(fn);
      await store.write(() =>
        store
          .sql('UPDATE lambda_versions SET owner = NULL WHERE name = ? AND version = ?')
          .run(name, Number(fn.version)),
      );
    },
  };
}

function nameOf({ properties }: ResourceInput): string {
  return parseTarget(properties.FunctionName).name;
}

function ownerOf({ stack, logicalId, properties: { Description } }: ResourceInput): string {
  return [stack, logicalId, ...(Description === undefined ? [] : [Description])].join('/');
}
