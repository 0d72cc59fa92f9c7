import type { Exports, docs } from './expected/docs-world.js';

export const run = ({ docs }: Exports): docs.E => docs.doIt({ a: 1, b: '' }, undefined, { x: true });

// @ts-expect-error: text of a comment stays in the comment
export type Injected = typeof docs.injected;
