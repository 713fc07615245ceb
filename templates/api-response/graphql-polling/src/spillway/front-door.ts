import { Construct } from 'constructs';
import { openEntrance } from './entrance';
import { createGraphqlApi } from './graphql-api';
import type { MonitoredFrontDoor } from './observability';
import type { QueueWorker } from './queue-worker';
import { StatusSource } from './status-source';
import type { StatusTable } from './status-table';
import { addSubmitMutation } from './submit-mutation';

export interface FrontDoorProps {
  readonly workers: readonly QueueWorker[];
  readonly statusTable: StatusTable;
}

/** A GraphQL API with a `submit` mutation and a status query for every worker. */
export class FrontDoor extends Construct implements MonitoredFrontDoor {
  readonly alarms: MonitoredFrontDoor['alarms'];
  readonly widgets: MonitoredFrontDoor['widgets'];

  constructor(scope: Construct, id: string, { workers, statusTable }: FrontDoorProps) {
    super(scope, id);
    const { api, logGroup } = createGraphqlApi(this);
    const statuses = new StatusSource(this, 'Statuses', { api, statusTable });
    for (const worker of workers) {
      addSubmitMutation(this, { api, worker });
      statuses.addQuery(worker.limits);
    }
    const { alarms, widgets } = openEntrance(this, { api, logGroup });
    this.alarms = alarms;
    this.widgets = widgets;
  }
}
