import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Devices that get their credentials in one way. */
export interface DeviceGroup {
  /** Policy variable for the name of the device that the credentials belong to. */
  readonly device: string;
  allow(statement: PolicyStatement): void;
}
