import type { Exports, api } from './expected/w.js';

export async function run({ api }: Exports): Promise<number> {
  const got = api.get();
  if (got.tag === 'err') return got.val.length;
  got.val.buffer satisfies ArrayBuffer;
  const waited = await new api.Job(1).wait();
  return waited.tag === 'ok' ? waited.val : 0;
}

export const host: Pick<api.Imports, 'get' | 'none'> = {
  get: () => ({ tag: 'ok', val: [1] }),
  none: () => ({ tag: 'err' }),
};

// @ts-expect-error: a result is returned
export const bare: api.Imports['get'] = () => [1];
// @ts-expect-error: not a case of the error
export const wrong: api.Imports['get'] = () => ({ tag: 'err', val: 'c' });
