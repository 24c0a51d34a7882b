import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SERVING } from '../names.ts';
import { namesIn } from './stageStack.ts';

/** The ARN of something in this account and region, by name (`table/alpes-dev-event-log`): it makes no export between stacks. */
export function arnOf(scope: Construct, service: string, resource: string): string {
  const [kind, name] = resource.split('/') as [string, string?];
  return Stack.of(scope).formatArn(
    name ? { service, resource: kind, resourceName: name } : { service, resource: kind },
  );
}

/** The bucket of a store of files. All accounts of the world share the names of buckets, so that it has the account in it. */
export function bucketName(scope: Construct, store: string): string {
  const { account, region } = Stack.of(scope);
  return `${namesIn(scope).of(store)}-${account}-${region}`;
}

/** The ARN of the bucket of a store of files, or of all that is in it. */
export function bucketArn(scope: Construct, store: string, of: 'bucket' | 'files' = 'bucket'): string {
  const resource = bucketName(scope, store);
  const none = { service: 's3', region: '', account: '', resource };
  return Stack.of(scope).formatArn(of === 'files' ? { ...none, resourceName: '*' } : none);
}

/** The ARN of the alias by which the API calls a function, by the function's short name. */
export function servingArn(scope: Construct, name: string): string {
  return `${functionArn(scope, name)}:${SERVING}`;
}

/** The ARN of a function, by its short name. */
export function functionArn(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: namesIn(scope).of(name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
