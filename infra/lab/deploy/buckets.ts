import { GetTemplateCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DeleteObjectsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { DATA_STACK } from '#infra/cdk/names.ts';
import { clientsOf } from '../smoke/clients.ts';
import { cloudformationOf, isDeployed } from './cdk.ts';
import type { Target } from './target.ts';

/** Empties the buckets that go with their stack, which CloudFormation deletes only empty. Those that stay are left alone. */
export async function emptyBuckets(target: Target): Promise<void> {
  const StackName = target.names.of(DATA_STACK);
  if (!(await isDeployed(target, StackName))) return;
  const cloudformation = cloudformationOf(target);
  const { s3 } = clientsOf(target.endpoint);
  const stack = { StackName };
  const { TemplateBody = '{}' } = await cloudformation.send(new GetTemplateCommand(stack));
  // What was deployed says what stays, whatever stage is named now.
  const { Resources = {} } = JSON.parse(TemplateBody);
  const { StackResourceSummaries = [] } = await cloudformation.send(new ListStackResourcesCommand(stack));
  for (const { ResourceType, LogicalResourceId = '', PhysicalResourceId } of StackResourceSummaries) {
    const goes = Resources[LogicalResourceId]?.DeletionPolicy === 'Delete';
    if (ResourceType === 'AWS::S3::Bucket' && PhysicalResourceId && goes) await empty(s3, PhysicalResourceId);
  }
}

async function empty(s3: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    if (Contents.length === 0) return;
    const Objects = Contents.map(({ Key }) => ({ Key }));
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    if (Errors.length > 0) throw new Error(`${Bucket} cannot be emptied: ${Errors[0]?.Message}`);
  }
}
