import { exampleCaller } from './caller';

/** What the attributes of a message say when `exampleCaller` sent it. */
export const expectedAttributes = { principal: exampleCaller };
