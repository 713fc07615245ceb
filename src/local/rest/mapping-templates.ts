import { stringMethods } from './java-strings';
import type { ProjectPackages } from '../project-packages';

/** As much of velocityjs as is used. */
interface Velocity {
  Compile: new (ast: readonly unknown[], config: object) => { render(context: object): string };
  parse(template: string): readonly unknown[];
}

/** Renders mapping templates, each parsed once. */
export class MappingTemplates {
  static async load(packages: ProjectPackages): Promise<MappingTemplates> {
    return new MappingTemplates(await packages.load<Velocity>('velocityjs'));
  }

  private readonly parsed = new Map<string, readonly unknown[]>();

  private constructor(private readonly velocity: Velocity) {}

  render(template: string, context: object): string {
    const ast = this.parsed.get(template) ?? this.velocity.parse(template);
    this.parsed.set(template, ast);
    return new this.velocity.Compile(ast, { escape: false, customMethodHandlers: stringMethods }).render(context);
  }
}
