import type { Exports, Imports, lists } from './expected/fixed-length-lists.js';

const page = new Uint8Array(4096);

export function run({ lists }: Exports): void {
  const packet: lists.PacketInput = { source: [127, 0, 0, 1], body: page };
  const answer = lists.send(new Uint8Array(4), packet);
  const [a, b, c, d]: [number, number, number, number] = answer.source;
  const length: 4096 = answer.body.length;
  new DataView(answer.body.buffer, 0, length).setUint8(0, a + b + c + d);
  const row = [1, 2, 3, 4] as const;
  lists.turn([row, row, new Float32Array(4), row])[3][3].toFixed();
  const seventeen: 17 = lists.words(Array(16).fill('') as lists.Sixteen, Array(17).fill('')).length;
  lists.words(Array(16).fill('') as lists.Sixteen, lists.words(Array(16).fill('') as lists.Sixteen, []));
  lists.one([undefined])[0]?.toFixed(seventeen);
  // @ts-expect-error: three of four
  lists.send([127, 0, 0], packet);
  // @ts-expect-error: there is no fifth row
  lists.turn([row, row, row, row])[4];
}

export const imports: Partial<Imports['test:fixed-length-lists/lists']> = {
  send: (to, { body }) => ({ source: to, body }),
  turn: (by) => by,
  words: (a, b) => [...a, ...b],
};
