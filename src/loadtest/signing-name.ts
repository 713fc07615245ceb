import type { ServiceSpec } from '../spec/service-spec';

/** The service that callers sign for; where they prove who they are with a certificate, the one that asks for it. */
export function signingName({ api, auth }: Pick<ServiceSpec, 'api' | 'auth'>): string {
  if (api === 'iot') {
    return 'iotdevicegateway';
  }
  return api === 'graphql' && auth === 'sigv4' ? 'appsync' : 'execute-api';
}
