import type { Imports } from './expected/squeeze.js';

export const imports: Imports = {
  'dep:a/t@0.2.12': { f: (a: number) => void a },
  'dep:a/t@0.21.2': { f: (a: string) => void a },
  'dep:a/t@1.0.0-rc.1': { f: (a: boolean) => void a },
  'dep:a/t@1.0.0-rc-1': { f: (a: bigint) => void a },
};

export const wrong: Partial<Imports> = {
  // @ts-expect-error: the function of another version
  'dep:a/t@0.2.12': { f: (a: string) => void a },
};
