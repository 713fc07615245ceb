import { Validations } from 'aws-cdk-lib';
import { AccessLogField, AuthorizationType, type RestApi, type RestApiProps } from 'aws-cdk-lib/aws-apigateway';
import { domainSettings } from './domain-settings';
import { MutualTlsDomain } from './mutual-tls-domain';

/** Mapping-template expression for the caller: the subject distinguished name of the client certificate. */
export const callerIdentity = '$context.identity.clientCert.subjectDN';

/** What the access log says about the caller, a refused one included. */
export const accessLogCaller = {
  caller: AccessLogField.contextIdentityClientCertSubjectDN(),
  certificateIssuer: AccessLogField.contextIdentityClientCertIssunerDN(),
  certificateSerialNumber: AccessLogField.contextIdentityClientCertSerialNumber(),
};

/**
 * The TLS handshake authenticates the caller before any method is reached. The execute-api endpoint knows no client
 * certificates, so it must not exist.
 */
export const authProps: Pick<RestApiProps, 'defaultMethodOptions' | 'disableExecuteApiEndpoint'> = {
  defaultMethodOptions: { authorizationType: AuthorizationType.NONE },
  disableExecuteApiEndpoint: true,
};

/** Finishes the authorization of the API: it is reached through its mutual-TLS domain and in no other way. */
export function secureApi(api: RestApi): void {
  api.node.tryRemoveChild('Endpoint'); // the output of an address that is disabled
  new MutualTlsDomain(api, 'Domain', { api, settings: domainSettings(api) });
  Validations.of(api).acknowledge(
    {
      id: 'AwsSolutions::AwsSolutions-APIG4',
      reason: 'The truststore of the mutual-TLS domain decides who may call; the execute-api endpoint is disabled.',
    },
    {
      id: 'AwsSolutions::AwsSolutions-COG4',
      reason: 'Callers are machines with X.509 client certificates, not people who sign in.',
    },
  );
}
