import { counted } from './counted';
import type { AccountReport, ReportedReservation } from '../account/account-report';

const mostListed = 10;
const longestName = 50;

/** The report in a few lines of at most 80 columns. Findings are said elsewhere. */
export function summarizeAccount(report: AccountReport): string {
  const account = report.accountId ? `account ${report.accountId}, ` : '';
  return [
    `${report.service} in ${account}${report.region}`,
    '',
    'Concurrent executions:',
    ...table(balance(report)),
    '',
    ...largest(report.reservations),
    ...throttles(report),
    verdict(report),
  ].join('\n');
}

type Row = readonly [name: string, number: number, remark: string];

function balance(report: AccountReport): Row[] {
  const { quota, reserved, unreservedFloor, available, functionCount, reservations } = report;
  const count = (isCounted: (reservation: ReportedReservation) => boolean) => {
    const functions = reservations.filter(isCounted).length;
    return functions === 0 ? '' : counted(functions, 'function');
  };
  const others = count(({ owner }) => owner !== 'own');
  const replaced = count(({ staysReserved }) => !staysReserved);
  const staying = count(({ owner, staysReserved }) => owner === 'own' && staysReserved);
  return [
    ['quota', quota, functionCount === undefined ? '' : `shared by ${counted(functionCount, 'function')}`],
    ['reserved by others', reserved.others, others],
    ['reserved by this service', reserved.service - reserved.staying, replaced && `${replaced}, replaced by the plan`],
    ...(staying
      ? [['reserved beside the plan', reserved.staying, `${staying} of this service, no worker`] as const]
      : []),
    ['floor', unreservedFloor, 'must stay unreserved'],
    ['left to reserve', available, `quota - ${staying ? 'what stays reserved' : 'reserved by others'} - floor`],
    ...plan(report),
  ];
}

function plan({ plan: { reservation, reserved, maximum } }: AccountReport): Row[] {
  return reservation === 'reserve'
    ? [['plan', reserved, `reserved, for at most ${maximum} batches at once`]]
    : [['plan', 0, `reserved (cap-only), for at most ${maximum} batches at once`]];
}

/** Names to the left, numbers to the right. */
function table(rows: readonly Row[]): string[] {
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const numberWidth = Math.max(...rows.map(([, number]) => String(number).length));
  return rows.map(([name, number, remark]) => {
    return `  ${name.padEnd(nameWidth)}  ${String(number).padStart(numberWidth)}  ${remark}`.trimEnd();
  });
}

function largest(reservations: readonly ReportedReservation[]): string[] {
  if (reservations.length === 0) {
    return [];
  }
  const listed = reservations.slice(0, mostListed);
  const others = reservations.slice(mostListed);
  const rest = others.reduce((units, { reservedConcurrency }) => units + reservedConcurrency, 0);
  const rows = listed.map(({ name, reservedConcurrency, owner }): Row => {
    return [shortened(name), reservedConcurrency, owner === 'own' ? 'this service' : ''];
  });
  return [
    'Largest reservations:',
    ...table([...rows, ...(others.length > 0 ? [[`and ${others.length} more`, rest, ''] as const] : [])]),
    '',
  ];
}

/** The end of a name is random where CloudFormation gave it, so the middle goes. */
function shortened(name: string): string {
  const half = (longestName - 3) / 2;
  return name.length <= longestName ? name : `${name.slice(0, Math.ceil(half))}...${name.slice(-Math.floor(half))}`;
}

function throttles({ apiThrottle, plan: { api } }: AccountReport): string[] {
  return api && apiThrottle
    ? [
        'API Gateway, requests/s and burst:',
        `  all APIs of the account  ${apiThrottle.rateLimit} and ${apiThrottle.burstLimit}`,
        `  this service             ${api.rateLimit} and ${api.burstLimit}`,
        '',
      ]
    : [];
}

function verdict({ fits, service }: AccountReport): string {
  return fits ? `${service} fits.` : `${service} does not fit.`;
}
