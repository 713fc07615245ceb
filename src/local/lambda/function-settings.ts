/** What the template says about a function, with every reference resolved. */
export interface FunctionSettings {
  /** Name in the template; what the function is known by to its own code. */
  readonly name: string;
  /** Where it stands in the app, such as `orders/Handler`; what people are shown. */
  readonly label: string;
  /** File and export, such as `index.handler`. */
  readonly handler: string;
  /** Folder with the bundled code. */
  readonly codeDirectory: string;
  /** ARN of the role that it runs with. */
  readonly role: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Units kept for the function alone; absent where it draws on what the account has left. */
  readonly reservedConcurrency?: number;
}
