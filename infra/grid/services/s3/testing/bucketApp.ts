import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { JsonObject } from '../../../service.ts';

/** Who may do what with objects, in a template by hand: a role's policy statements. */
export const role = (...statements: JsonObject[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
  },
});

/** An `AWS::S3::Bucket`. */
export const bucket = (properties: JsonObject = {}) => ({ Type: 'AWS::S3::Bucket', Properties: properties });

/** A client that signs with a key of nobody's: the owner's. */
export function ownerClient(endpoint: string, more: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
    maxAttempts: 1,
    ...more,
  });
}

/** A client with a session of the role. */
export async function assumed(endpoint: string, roleArn: string): Promise<S3Client> {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: 'prueba',
  });
  const answer = await (await fetch(endpoint, { method: 'POST', body })).text();
  const element = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(answer)?.[1] ?? answer;
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: {
      accessKeyId: element('AccessKeyId'),
      secretAccessKey: element('SecretAccessKey'),
      sessionToken: element('SessionToken'),
    },
  });
}
