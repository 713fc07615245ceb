import { CfnOutput } from 'aws-cdk-lib';
import { type CfnDomainName, DomainName, EndpointType, type RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { type DomainSettings, truststoreFile } from './domain-settings';

export interface MutualTlsDomainProps {
  readonly api: RestApi;
  readonly settings: DomainSettings;
}

/** A Regional custom domain that asks every caller for a client certificate of an authority in the truststore. */
export class MutualTlsDomain extends Construct {
  constructor(scope: Construct, id: string, { api, settings }: MutualTlsDomainProps) {
    super(scope, id);
    // The key of an asset contains the hash of the file. API Gateway would not notice new contents under an old key.
    const truststore = new Asset(this, 'Truststore', { path: truststoreFile });
    const domain = new DomainName(this, 'DomainName', {
      domainName: settings.domainName,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', settings.certificateArn),
      endpointType: EndpointType.REGIONAL, // edge-optimized and private endpoints have no mutual TLS
      securityPolicy: SecurityPolicy.TLS_1_2, // the policies for TLS 1.3 exclude mutual TLS
      mtls: { bucket: truststore.bucket, key: truststore.s3ObjectKey },
      mapping: api,
    });
    (domain.node.defaultChild as CfnDomainName).ownershipVerificationCertificateArn =
      settings.ownershipVerificationCertificateArn;
    this.addOutputs(domain, settings);
  }

  private addOutputs(domain: DomainName, { domainName }: DomainSettings): void {
    const outputs = {
      ApiUrl: { value: `https://${domainName}/`, description: 'Base URL of the API' },
      DomainTarget: { value: domain.domainNameAliasDomainName, description: 'Where DNS has to send the domain name' },
      DomainTargetHostedZoneId: {
        value: domain.domainNameAliasHostedZoneId,
        description: 'Hosted zone of DomainTarget, for an alias record in Route 53',
      },
    };
    for (const [name, props] of Object.entries(outputs)) {
      new CfnOutput(this, name, props).overrideLogicalId(name);
    }
  }
}
