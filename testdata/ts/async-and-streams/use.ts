import type { Exports, Imports, io } from './expected/w.js';
import type { ErrorContext, Readable } from './expected/wit.js';
import { io as guards } from './expected/w.js';

declare const web: Readable<Uint8Array>;
declare const context: ErrorContext;

export async function run(component: Exports): Promise<string | undefined> {
  const { io } = component;
  using socket = await io.Socket.connect('a');
  const [bytes, end] = socket.receive();
  for await (const chunk of bytes) chunk.buffer satisfies ArrayBuffer;
  const ended = await end;
  if (ended.tag === 'err') ended.val satisfies io.Refused;
  const sent: bigint = await socket.send(web);
  await socket.send([new Uint8Array(1)]);
  await socket.send((async function* () { yield new Uint8Array(2); })());
  for await (const entry of io.entries()) entry.tags satisfies Uint16Array;
  for await (const tick of io.ticks([1, 2, 3])) tick satisfies undefined;
  // A promise in a promise comes in a box.
  const boxed = await io.nested();
  (await boxed.val) satisfies number;
  const deep = await io.deep(Promise.resolve({ val: 'a' }));
  await deep.val;
  for await (const f of io.streams([[new Uint8Array()]], [{ val: 1 }])) await f.val;
  try {
    io.why(context);
  } catch (error) {
    if (guards.isRefused(error)) error.payload satisfies 'closed' | 'busy';
  }
  await io.voidFuture(undefined);
  void sent;
  return component.run();
}

export const imports: Pick<io.Imports, 'wait' | 'nested' | 'voidFuture' | 'ticks'> = {
  wait: () => {},
  nested: async () => ({ val: 1 }),
  voidFuture: (f) => f,
  async *ticks(source) { for await (const _ of source) yield undefined; },
} satisfies Partial<Imports['test:later/io']>;

export function wrong({ io }: Exports, socket: io.ExportedSocket): void {
  // @ts-expect-error: bytes come in chunks
  socket.send([1, 2]);
  // @ts-expect-error: not a stream of numbers
  io.ticks(['a']);
  // @ts-expect-error: a promise has to be awaited
  io.nested().val;
}
