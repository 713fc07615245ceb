import { Construct } from 'constructs';
import { monitorApi } from './api-monitoring';
import type { MonitoredFrontDoor } from './observability';
import type { QueueWorker } from './queue-worker';
import { createRestApi } from './rest-api';
import { addSendRoute, methodThrottles } from './send-route';

export interface FrontDoorProps {
  readonly workers: readonly QueueWorker[];
}

/** A REST API with `POST /<worker>` for every worker. */
export class FrontDoor extends Construct implements MonitoredFrontDoor {
  readonly alarms: MonitoredFrontDoor['alarms'];
  readonly widgets: MonitoredFrontDoor['widgets'];

  constructor(scope: Construct, id: string, { workers }: FrontDoorProps) {
    super(scope, id);
    const api = createRestApi(this, methodThrottles);
    const validator = api.addRequestValidator('Validator', {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    for (const worker of workers) {
      addSendRoute(this, { api, validator, worker });
    }
    const { alarms, widgets } = monitorApi(api);
    this.alarms = alarms;
    this.widgets = widgets;
  }
}
