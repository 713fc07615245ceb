/** What the ids of the guard's rules begin with where they meet those of others. */
export const namespace = 'Spillway';
