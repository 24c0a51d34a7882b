import { CfnOutput } from 'aws-cdk-lib';
import { BasePathMapping, DomainName, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  type IWebSocketApi,
  type IWebSocketStage,
  DomainName as LiveDomainName,
  SecurityPolicy as LiveSecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import type { Account } from '../../settings/account.ts';

/** A domain and its certificate, and below which path of it. */
type Named = NonNullable<Account['domain']>;

/** Where an API is that has a domain: its root, with a slash at the end. */
export function rootAt({ name, path }: Named): string {
  return `https://${name}/${path ? `${path}/` : ''}`;
}

/** Lets an API be reached at a domain too. Where the domain's record has to lead is an output. */
export function named(scope: Construct, api: RestApi, { name, certificate, path }: Named): void {
  const domain = new DomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificate),
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  new BasePathMapping(scope, 'AtDomain', {
    domainName: domain,
    restApi: api,
    stage: api.deploymentStage,
    ...(path && { basePath: path }),
  });
  target(scope, { host: domain.domainNameAliasDomainName, zone: domain.domainNameAliasHostedZoneId });
}

/** The same for the WebSocket API. */
export function namedLive(
  scope: Construct,
  { api, stage }: { readonly api: IWebSocketApi; readonly stage: IWebSocketStage },
  { name, certificate }: NonNullable<Account['live']>,
): void {
  const domain = new LiveDomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificate),
    securityPolicy: LiveSecurityPolicy.TLS_1_2,
  });
  new ApiMapping(scope, 'AtDomain', { api, domainName: domain, stage });
  target(scope, { host: domain.regionalDomainName, zone: domain.regionalHostedZoneId });
}

function target(scope: Construct, { host, zone }: { readonly host: string; readonly zone: string }): void {
  new CfnOutput(scope, 'DomainTarget', { value: host, description: "What the domain's record is an alias of" });
  new CfnOutput(scope, 'DomainTargetZone', { value: zone, description: 'The hosted zone of that, for Route 53' });
}
