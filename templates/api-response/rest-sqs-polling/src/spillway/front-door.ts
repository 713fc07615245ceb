import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { monitorApi } from './api-monitoring';
import type { MonitoredFrontDoor } from './observability';
import type { QueueWorker } from './queue-worker';
import { createRestApi } from './rest-api';
import { addSendRoute, methodThrottles } from './send-route';
import { addStatusRoute } from './status-route';
import type { StatusTable } from './status-table';

export interface FrontDoorProps {
  readonly workers: readonly QueueWorker[];
  readonly statusTable: StatusTable;
}

/** A REST API with `POST /<worker>` and `GET /<worker>/{id}` for every worker. */
export class FrontDoor extends Construct implements MonitoredFrontDoor {
  readonly alarms: MonitoredFrontDoor['alarms'];
  readonly widgets: MonitoredFrontDoor['widgets'];

  constructor(scope: Construct, id: string, { workers, statusTable }: FrontDoorProps) {
    super(scope, id);
    const api = createRestApi(this, methodThrottles);
    const validator = api.addRequestValidator('Validator', {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const reader = new Role(this, 'StatusReader', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
    statusTable.grantRead(reader);
    for (const worker of workers) {
      const messages = addSendRoute(this, { api, validator, worker });
      addStatusRoute(messages, { validator, worker, statusTable, reader });
    }
    const { alarms, widgets } = monitorApi(api);
    this.alarms = alarms;
    this.widgets = widgets;
  }
}
