import type { AccountRequest } from './account-command';
import { exitCodeForCancellation } from './interruption';
import { exitCodeForProblems, reportProblems } from './problems';
import { readLimits } from '../account/read-account';
import { findOpenRequest, requestIncrease, type QuotaRequest } from '../account/request-increase';
import type { AccountClients } from '../account/sdk-clients';
import { UnreadParts } from '../account/unread-parts';
import type { Problem } from '../errors';
import { quote } from '../spec/quote';

/** What `spillway account --request-increase --json` prints. */
export interface IncreaseReport {
  readonly region: string;
  /** Concurrent executions that Lambda applies now. */
  readonly quota: number;
  /** The request that is open now, filed by this run or before; null where AWS says that there is one and not which. */
  readonly request: QuotaRequest | null;
  /** Whether this run filed it. */
  readonly filed: boolean;
}

/**
 * Files a request for a higher quota of concurrent executions, unless one is open.
 *
 * @returns the exit code: 0 when a request for as much or more is open afterwards
 * @throws SpillwayError `account-unreadable` where AWS refuses one of the calls
 */
export async function increaseQuota(request: AccountRequest, region: string, clients: AccountClients): Promise<number> {
  const { flags } = request;
  const desired = Number(flags.requestIncrease);
  if (!Number.isSafeInteger(desired) || desired < 1) {
    return refuse(request, notANumber(flags.requestIncrease));
  }
  if (!flags.yes && !mayAsk(request)) {
    return refuse(request, nobodyToAsk);
  }
  const { concurrentExecutions: quota } = await readLimits(clients.lambda, new UnreadParts(region));
  if (desired <= quota) {
    return refuse(request, tooSmall(desired, quota));
  }
  const open = await findOpenRequest(clients.quotas, region);
  if (open) {
    return tell(request, desired, { region, quota, request: open, filed: false });
  }
  if (!flags.yes && !(await confirm(desired, quota, region))) {
    request.terminal.note('cancelled, nothing was requested');
    return exitCodeForCancellation;
  }
  const filed = await requestIncrease(clients.quotas, { region, desired });
  return tell(request, desired, { region, quota, request: filed ?? null, filed: filed !== undefined });
}

function mayAsk({ environment }: AccountRequest): boolean {
  return environment.hasTerminal && !environment.neverAsk;
}

async function confirm(desired: number, quota: number, region: string): Promise<boolean> {
  const { askConfirmation } = await import('./prompts.js');
  return askConfirmation(`Ask AWS to raise the concurrency quota in ${region} from ${quota} to ${desired}?`);
}

function tell({ flags, terminal }: AccountRequest, desired: number, report: IncreaseReport): number {
  const { region, quota, request, filed } = report;
  const isEnough = request !== null && request.desired >= desired;
  const id = request?.id ? ` (${request.id})` : '';
  if (filed) {
    terminal.note(`asked AWS to raise the concurrency quota in ${region} from ${quota} to ${request!.desired}${id}`);
    terminal.note(`AWS decides; run "spillway account" again to see what it applies`);
  } else {
    const what = request ? `a request for ${request.desired} is open${id}` : 'a request is open';
    const say = isEnough ? terminal.warn : terminal.error;
    say(
      `nothing was requested: ${what}, and AWS takes one at a time; wait for its answer${isEnough ? '' : `, then ask for ${desired} again`}`,
    );
  }
  if (flags.json) {
    terminal.result(JSON.stringify(report, undefined, 2));
  }
  return isEnough ? 0 : exitCodeForProblems;
}

function refuse({ flags, terminal }: AccountRequest, problem: Problem): number {
  return reportProblems([problem], { terminal, asJson: flags.json === true });
}

const path = '--request-increase';

const nobodyToAsk: Problem = {
  code: 'missing-confirmation',
  path: '--yes',
  message: 'not given, and there is no terminal to ask for a confirmation at',
  hint: 'give it to file the request',
};

function notANumber(given = ''): Problem {
  return {
    code: 'invalid-value',
    path,
    message: `${quote(given)} is not valid`,
    hint: 'give the new quota as a whole number of concurrent executions',
  };
}

function tooSmall(desired: number, quota: number): Problem {
  return {
    code: 'increase-too-small',
    path,
    message: `${desired} is not above the quota of ${quota} that the account has`,
    hint: `give at least ${quota + 1}`,
  };
}
