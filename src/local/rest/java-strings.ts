interface MethodCall {
  readonly property: string;
  readonly context: unknown;
  readonly params: readonly unknown[];
}

/** Where a method of Java's String differs from JavaScript's, or is missing there. Patterns are regular expressions. */
const methods: Readonly<Record<string, (text: string, params: readonly string[]) => unknown>> = {
  contains: (text, [part]) => text.includes(part!),
  equals: (text, [other]) => text === other,
  equalsIgnoreCase: (text, [other]) => text.toLowerCase() === other?.toLowerCase(),
  isEmpty: (text) => text === '',
  length: (text) => text.length,
  matches: (text, [pattern]) => new RegExp(`^(?:${pattern})$`).test(text),
  replace: (text, [part, replacement]) => text.split(part!).join(replacement),
  replaceAll: (text, [pattern, replacement]) => text.replace(new RegExp(pattern!, 'g'), replacement!),
  replaceFirst: (text, [pattern, replacement]) => text.replace(new RegExp(pattern!), replacement!),
};

/** For velocityjs: mapping templates run on Java, so that a string in them has Java's methods. */
export const stringMethods = [
  {
    uid: 'java-strings',
    match: ({ property, context }: MethodCall) => typeof context === 'string' && Object.hasOwn(methods, property),
    resolve: ({ property, context, params }: MethodCall) => methods[property]!(context as string, params.map(String)),
  },
];
