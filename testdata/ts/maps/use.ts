import type { Exports, Imports, maps } from './expected/maps-world.js';

const headers: ReadonlyMap<string, readonly string[]> = new Map([['accept', ['*']]]);

export function run({ maps }: Exports): void {
  const answer: Map<string, Uint8Array<ArrayBuffer>> = maps.send({ headers, counts: new Map([[1n, 2]]) });
  answer.get('body')?.fill(0);
  maps.nested(new Map([['a', new Map([[true, undefined]])]])).set('b', []);
  // @ts-expect-error: not an object
  maps.send({ headers: { accept: ['*'] }, counts: new Map() });
  // @ts-expect-error: keys are bigints
  maps.send({ headers, counts: new Map([[1, 2]]) });
}

export const imports: Imports['test:maps/maps'] = {
  send: ({ headers }) => new Map(Array.from(headers, ([key, values]) => [key, values.map(Number)])),
  nested: () => headers,
};
export type Request = maps.Request;
