import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { physicalName } from '../names.ts';

/** The ARN of something in this account and region, by name (`table/alpes-event-log`): it makes no export between stacks. */
export function arnOf(scope: Construct, service: string, resource: string): string {
  const [kind, name] = resource.split('/') as [string, string?];
  return Stack.of(scope).formatArn(
    name ? { service, resource: kind, resourceName: name } : { service, resource: kind },
  );
}

/** The ARN of a function, by its short name. */
export function functionArn(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: physicalName(name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
