import type { Exports, Imports } from './expected/wit_.js';

export const imports: Imports = {
  con: { f() {} },
  aux: { f() {} },
  'a-b:c/d': { f: (a: number) => void a },
  'a:b-c/d': { f: (a: string) => void a },
  'a-b-c-d': { f: (a: boolean) => void a },
};
export const run = ({ com1 }: Exports): void => com1.f();

export const wrong: Partial<Imports> = {
  // @ts-expect-error: the interface of the other package
  'a:b-c/d': { f: (a: number) => void a },
};
