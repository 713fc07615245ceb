import { cdk, javascript } from 'projen';

/** A part of src that must not import another part, and why. */
interface Zone {
  readonly target: string | string[];
  readonly from: string | string[];
  readonly except?: string[];
  readonly message: string;
}

const zones: Zone[] = [
  {
    target: ['./src/!(cli)/**', './src/*.ts'],
    from: './src/cli',
    message: 'The command line is the outermost room: what it needs is passed to it, never fetched from it.',
  },
  {
    target: './src/spec',
    from: './src',
    except: ['./spec', './errors.ts'],
    message: 'spec says what the user wants; it must not depend on how that is planned, rendered or written.',
  },
  {
    target: './src/plan',
    from: './src',
    except: ['./plan', './spec', './errors.ts'],
    message: 'plan is arithmetic over a spec: no text, no projen, no disk.',
  },
  {
    target: './src/render',
    from: ['./src/projen', './src/cli'],
    message: 'render yields text for any writer; it must not know who writes it.',
  },
  {
    target: './src/ledger',
    from: './src',
    except: ['./ledger', './spec', './errors.ts', './manifest.ts'],
    message: 'ledger adds up what manifests say; it must not plan, render or write services.',
  },
  {
    target: './src/account',
    from: './src',
    except: ['./account', './plan', './spec', './errors.ts', './manifest.ts'],
    message: 'account compares an account with a plan: no projen, no templates, no terminal.',
  },
  {
    target: './src/loadtest',
    from: './src',
    except: ['./loadtest', './plan', './spec', './errors.ts', './manifest.ts', './package-info.ts', './subprocess.ts'],
    message:
      'loadtest measures a service from outside: a local run is asked over its status server, as AWS is over its API.',
  },
];

/** Packages that exactly one place may import, so that each can be replaced or loaded lazily. */
const ownedPackages: { readonly name: string; readonly owner: string[]; readonly message: string }[] = [
  {
    name: 'handlebars',
    owner: ['src/render/template-engine.ts'],
    message: 'templates are rendered by template-engine.ts alone.',
  },
  {
    name: 'inquirer',
    owner: ['src/cli/prompts.ts'],
    message: 'inquirer crashes without a terminal; prompts.ts is loaded only with one.',
  },
  { name: 'zod', owner: ['src/spec/**'], message: 'what a valid answer is, only spec knows.' },
  {
    name: 'projen',
    owner: ['src/projen/**', 'src/index.ts'],
    message: 'projen takes half a second to load; only the projen room knows it.',
  },
  {
    name: 'child_process',
    owner: ['src/subprocess.ts'],
    message: 'programs are started in one place, where their errors are handled.',
  },
  {
    name: 'node:child_process',
    owner: ['src/subprocess.ts'],
    message: 'programs are started in one place, where their errors are handled.',
  },
  {
    name: '@aws-sdk',
    owner: ['src/account/**', 'src/loadtest/aws/**'],
    message: 'AWS is asked by account and by load tests, through the SDK that the written project has installed.',
  },
  { name: 'aws-cdk-lib', owner: [], message: 'CDK code belongs to the templates; the generator never loads the CDK.' },
];

/** Syntax that no file may have, with the reason. */
interface Restriction {
  readonly selector: string;
  readonly message: string;
}

/** The rule about imports sees none of these, so that a lazy import would pass it by. */
const lazyImports: readonly Restriction[] = [
  {
    selector: `ImportExpression[source.value=/^(${ownedPackages.map(({ name }) => name).join('|')})(\\W|$)/]`,
    message: 'what one place owns is loaded lazily by loading that place lazily.',
  },
  {
    selector: "ImportExpression[source.type!='Literal']",
    message: 'the rules about imports cannot tell what a computed path loads.',
  },
];

const nodeModules = '/^(node:|(child_process|crypto|fs|http|https|net|os|perf_hooks|process)(\\W|$))/';

/** spec and plan compute; only render reads, and nothing but its own templates. */
const nodeImports: readonly Restriction[] = [
  'ImportDeclaration',
  'ImportExpression',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
].map((type) => ({
  selector: `${type}[source.value=${nodeModules}]`,
  message: 'spec and plan are arithmetic: no disk, no clock, no network, nothing of Node.',
}));

const impurities = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", what: 'Date.now' },
  { selector: "NewExpression[callee.name='Date']", what: 'new Date' },
  { selector: "MemberExpression[object.name='performance']", what: 'performance' },
  { selector: "MemberExpression[object.property.name='performance']", what: 'performance' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", what: 'Math.random' },
  { selector: "MemberExpression[object.name='process'][property.name='env']", what: 'process.env' },
  { selector: "MemberExpression[object.name='console']", what: 'console' },
];

const pureFunctions: readonly Restriction[] = impurities.map(({ selector, what }) => ({
  selector,
  message: `${what}: answers to files is a pure function, so that the same answers always write the same project.`,
}));

/** Turns the room rules of ARCHITECTURE.md into lint errors that state their reason. */
export function restrictImports(project: cdk.JsiiProject): void {
  const eslint = project.eslint!;
  eslint.addRules({ 'import/no-restricted-paths': ['error', { zones }] });
  for (const file of ['src/**', ...new Set(ownedPackages.flatMap((p) => p.owner))]) {
    const paths = ownedPackages
      .filter((p) => !p.owner.includes(file))
      .filter((p) => !p.owner.some((owner) => owner.endsWith('**') && file.startsWith(owner.slice(0, -2))))
      .map(({ name, message }) => ({ name, message, allowTypeImports: false }));
    const patterns = paths.map(({ name, message }) => ({ group: [`${name}/*`], message }));
    eslint.addOverride({
      files: [file],
      rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns }] },
    });
  }
  // a later override replaces the whole list, so each repeats what holds for the wider one before it
  restrictSyntax(eslint, ['src/**'], lazyImports);
  restrictSyntax(eslint, ['src/render/**'], [...lazyImports, ...pureFunctions]);
  restrictSyntax(eslint, ['src/spec/**', 'src/plan/**'], [...lazyImports, ...pureFunctions, ...nodeImports]);
}

function restrictSyntax(eslint: javascript.Eslint, files: string[], restrictions: readonly Restriction[]): void {
  eslint.addOverride({ files, rules: { 'no-restricted-syntax': ['error', ...restrictions] } });
}
