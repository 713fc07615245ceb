/** Reads a variable that the stack sets on the function. */
export function environmentVariable(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`environment variable ${name} is missing; the stack sets it on every worker`);
  }
  return value;
}
