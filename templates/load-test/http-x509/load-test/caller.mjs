import { pemOf } from './settings.mjs';

const tls = { key: pemOf('KEY'), certificate: pemOf('CERTIFICATE'), certificateAuthority: pemOf('AUTHORITY') };
if (!tls.key || !tls.certificate) {
  throw new Error(
    'no client certificate; set SPILLWAY_LOADTEST_CERTIFICATE and SPILLWAY_LOADTEST_KEY to the paths of its PEM files',
  );
}

/**
 * Headers of a request; the certificate says who the caller is.
 *
 * @param {{ headers: Record<string, string> }} request
 */
export async function callerHeaders({ headers }) {
  return headers;
}

/** Certificate and key of the caller as PEM, by the names that Artillery's HTTP client has for them. */
export function callerTls() {
  return tls;
}
