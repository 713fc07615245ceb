import { join, relative } from 'node:path';
import { truststoreFile } from '../src/spillway/domain-settings';
import { serviceName } from '../src/spillway/service';
import { createAuthority, issueClientCertificate, issueServerCertificate } from './certificate-authority';
import { CertificateFolder, trust } from './certificate-folder';
import { parseClientNames, usage } from './certificate-options';

/** Exit codes: 0 done, 1 failed, 2 wrong arguments. */
async function main(): Promise<void> {
  let clientNames: readonly string[];
  try {
    clientNames = parseClientNames(process.argv.slice(2));
  } catch (error) {
    console.error(`certificates: ${messageOf(error)}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  try {
    await writeCertificates(clientNames);
  } catch (error) {
    console.error(`certificates: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

async function writeCertificates(clientNames: readonly string[]): Promise<void> {
  const project = join(__dirname, '..');
  const folder = new CertificateFolder(relative(process.cwd(), join(project, 'certs/development')));
  const report = (what: string) => console.log(what);
  const authority = await folder.obtain('authority', () => createAuthority(`${serviceName} development`), report);
  await folder.obtain('server', () => issueServerCertificate(authority), report);
  for (const name of clientNames) {
    await folder.obtain(name, () => issueClientCertificate(authority, name), report);
  }
  report(trust(authority, relative(process.cwd(), truststoreFile)));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

void main();
