import { ACCOUNT, REGION, type ResourceInput, type ResourceType } from '../../../service.ts';
import type { Code } from '../function.ts';
import type { LambdaParts } from '../parts.ts';
import { onlyKnown } from '../properties.ts';

/**
 * `AWS::Lambda::LayerVersion`. Another content is another version, with a number of its own; functions take it in when the
 * template gives it to them, and those that have the one before keep it.
 */
export function layerVersionResource({ grid, registry }: LambdaParts): ResourceType {
  const { store } = grid;
  store.define(`CREATE TABLE IF NOT EXISTS lambda_layers (
    name TEXT NOT NULL, version INTEGER NOT NULL, owner TEXT, content TEXT NOT NULL, PRIMARY KEY (name, version)
  )`);

  function known(name: string, owner: string, content: string): number | undefined {
    const row = store
      .sql('SELECT version FROM lambda_layers WHERE name = ? AND owner = ? AND content = ?')
      .get(name, owner, content);
    return row && Number(row.version);
  }

  /** Numbers are not given twice, as on AWS, also when a version is removed. */
  function published(name: string, owner: string, content: string): Promise<number> {
    return store.write(() => {
      const last = store.sql('SELECT MAX(version) AS version FROM lambda_layers WHERE name = ?').get(name);
      const version = Number(last?.version ?? 0) + 1;
      store
        .sql('INSERT INTO lambda_layers (name, version, owner, content) VALUES (?, ?, ?, ?)')
        .run(name, version, owner, content);
      return version;
    });
  }

  return {
    acted: ['Content', 'LayerName'],
    inert: {
      CompatibleArchitectures: 'They are only listed by.',
      CompatibleRuntimes: 'They are only listed by.',
      Description: 'Nothing shows it.',
      LicenseInfo: 'Nothing shows it.',
    },
    check: contentOf,
    async ensure(resource) {
      const name = nameOf(resource);
      const content = contentOf(resource);
      const text = JSON.stringify(content);
      const version = known(name, ownerOf(resource), text) ?? (await published(name, ownerOf(resource), text));
      const arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:layer:${name}:${version}`;
      registry.setLayer(arn, content);
      return { ref: arn, attributes: { LayerVersionArn: arn } };
    },
    async remove({ ref }) {
      if (ref === null) return;
      registry.deleteLayer(ref);
      const [name = '', version] = ref.split(':').slice(-2);
      await store.write(() =>
        store.sql('UPDATE lambda_layers SET owner = NULL WHERE name = ? AND version = ?').run(name, Number(version)),
      );
    },
  };
}

/** `AWS::Lambda::LayerVersionPermission`: there is one account. */
export function layerVersionPermissionResource(): ResourceType {
  const why = 'There is one account, and it may use its layers.';
  return {
    acted: [],
    inert: { Action: why, LayerVersionArn: why, OrganizationId: why, Principal: why },
    ensure: ({ defaultName }) => ({ ref: defaultName, attributes: { Id: defaultName } }),
    remove() {},
  };
}

function contentOf({ logicalId, properties: { Content = {} } }: ResourceInput): Code {
  onlyKnown(`${logicalId}.Content`, Content, ['S3Bucket', 'S3Key']);
  return { bucket: String(Content.S3Bucket), key: String(Content.S3Key) };
}

function nameOf({ properties, defaultName }: ResourceInput): string {
  return String(properties.LayerName ?? defaultName);
}

function ownerOf({ stack, logicalId }: ResourceInput): string {
  return `${stack}/${logicalId}`;
}
