import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readService } from '../../src/cli/read-service';
import { ProjectOnDisk, serviceOf } from '../account/written-service';

let project: ProjectOnDisk;

beforeEach(() => (project = new ProjectOnDisk()));
afterEach(() => project.remove());

const problems = () => {
  const read = readService(project.directory);
  return 'problems' in read ? read.problems.map(({ message }) => message) : [];
};

describe('readService', () => {
  it('reads spec and plan', () => {
    const { spec, plan } = serviceOf();
    expect(readService(project.directory)).toEqual({ service: { directory: project.directory, spec, plan } });
  });

  it('takes the plan as it was recorded, whatever would be planned today', () => {
    const { spec, plan } = serviceOf();
    project.writeManifest({ spec, plan: { ...plan, concurrencyBudget: 77 } });
    expect(readService(project.directory)).toMatchObject({ service: { plan: { concurrencyBudget: 77 } } });
  });

  it('says that a directory is no written project', () => {
    expect(readService('/nowhere')).toEqual({
      problems: [
        {
          code: 'not-a-project',
          path: 'directory',
          message: '"/nowhere/.spillway/manifest.json" is not there',
          hint: expect.stringContaining('give the directory of a project') as string,
        },
      ],
    });
  });

  it('refuses the manifest of a later Spillway, whatever it says, as the ledger does', () => {
    project.writeManifest({ spillwayVersion: '0.2.0', plan: 'of another form' });
    expect(readService(project.directory, '0.1.9')).toEqual({
      problems: [
        {
          code: 'newer-manifest',
          path: `"${project.directory}/.spillway/manifest.json"`,
          message: 'written by spillway 0.2.0, and this is 0.1.9',
          hint: 'use the Spillway of the project: "npx spillway" in its directory, once its dependencies are installed',
        },
      ],
    });
    project.writeManifest({ ...serviceOf(), spillwayVersion: '0.2.7' });
    expect(readService(project.directory, '0.2.0')).toHaveProperty('service');
    project.writeManifest({ ...serviceOf(), spillwayVersion: '99.0.0' });
    expect(readService(project.directory)).toMatchObject({ problems: [{ code: 'newer-manifest' }] });
  });

  it('refuses what Spillway does not write', () => {
    project.writeManifest('{ "spec": ');
    expect(problems()).toEqual([expect.stringContaining('cannot be used: ')]);
    project.writeManifest('[]');
    expect(problems()).toEqual([expect.stringContaining('is not an object of answers')]);
    project.writeManifest({ spec: { ...serviceOf().spec, region: 'Mars', peakRate: 0 } });
    expect(problems()).toEqual([expect.stringContaining('peakRate: 0'), expect.stringContaining('region: "Mars"')]);
  });

  it.each([
    ['reservation', 'perhaps'],
    ['concurrencyBudget', '100'],
    ['totals', { reserved: 1 }],
    ['workers', []],
    ['workers', [{}]],
    ['api', { rateLimit: 1 }],
  ])('refuses a plan whose %s is %j', (name, value) => {
    const { spec, plan } = serviceOf();
    project.writeManifest({ spec, plan: { ...plan, [name]: value } });
    expect(problems()).toEqual([expect.stringContaining('"plan" lacks numbers')]);
  });
});
