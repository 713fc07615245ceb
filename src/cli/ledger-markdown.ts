import { counted } from './counted';
import { headroomInWords, reservedInWords, shareInWords } from './ledger-words';
import { fits, type LedgerGroup, type LedgerService } from '../ledger/ledger';
import type { LedgerFinding } from '../ledger/ledger-findings';

/** What is listed; the rest is counted, because GitHub takes no comment of more than 65,536 characters. */
const most = { groups: 12, services: 20, findings: 5 } as const;

/** The ledger as a comment on a pull request. Groups that do not fit come first, so that none is left out for one that does. */
export function ledgerMarkdown(groups: readonly LedgerGroup[]): string {
  const doFit = (group: LedgerGroup) => fits([group]);
  const ordered = [...groups.filter((group) => !doFit(group)), ...groups.filter(doFit)];
  const rest = ordered.slice(most.groups);
  const more = `${rest.length} more, of which ${rest.filter((group) => !doFit(group)).length} do not fit.`;
  return [
    '### Concurrency ledger',
    ...ordered.slice(0, most.groups).map(section),
    ...(rest.length > 0 ? [more] : []),
  ].join('\n\n');
}

function section(group: LedgerGroup): string {
  const { account, region, reserved, reservable, accountConcurrency, unreservedFloor, findings } = group;
  const place = account === undefined ? region : `${plain(account)}, ${region}`;
  const quota = `quota ${accountConcurrency}, floor ${unreservedFloor}`;
  return [
    `**${place}**: ${reserved} of ${reservable} reserved, **${headroomInWords(group)}** (${quota})`,
    table(group),
    ...listed(findings),
  ].join('\n\n');
}

function table({ services, cappedMaximum, unreserved }: LedgerGroup): string {
  const rest = services.slice(most.services);
  const restReserved = rest.reduce((sum, { reserved }) => sum + reserved, 0);
  return [
    '| Service | Reserved | Share | Maximum |',
    '|---|---:|---:|---:|',
    ...services.slice(0, most.services).map(row),
    ...(rest.length > 0 ? [`| ${rest.length} more | ${restReserved} | | |`] : []),
    ...(cappedMaximum > 0 ? [`| *without reservation, out of ${unreserved} unreserved* | | | ${cappedMaximum} |`] : []),
  ].join('\n');
}

function row(service: LedgerService): string {
  return `| ${service.name} | ${reservedInWords(service)} | ${shareInWords(service)} | ${service.maximum} |`;
}

function listed(findings: readonly LedgerFinding[]): string[] {
  const lines = findings
    .slice(0, most.findings)
    .map(({ severity, message, hint }) => `- **${severity}:** ${plain(message)}; ${plain(hint)}`);
  const rest = findings.length - most.findings;
  return lines.length > 0 ? [[...lines, ...(rest > 0 ? [`- ${counted(rest, 'more finding')}`] : [])].join('\n')] : [];
}

/** Text that holds what a user chose, such as the name of a directory: it must not link, mention or format anything. */
function plain(text: string): string {
  return text.replace(/[&<>@#]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/[\\`*_[\]|~]/g, '\\$&');
}
