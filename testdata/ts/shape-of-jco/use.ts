import { run, both, names, versionsBNames010, words } from './expected/everything.js';
import type { VersionsATypes010, VersionsATypes020, LikeJcoTypes120, LikeJcoBoth120, Say } from './expected/everything.js';
import type { Opts, Shape, ShapeCircle, Perms } from './expected/interfaces/like-jco-types.js';
import type { Foo, FooBar } from './expected/interfaces/like-jco-merged.js';
import type { Option, Option_ } from './expected/interfaces/like-jco-named-like-others.js';
import type say from './expected/interfaces/say.js';

const circle: ShapeCircle = { tag: 'circle', val: 1 };
const shape: Shape = circle;
const opts: Opts = {
  nested: { tag: 'some', val: undefined },
  longs: new BigUint64Array(1),
  switches: [true],
  outcome: { tag: 'ok', val: 1 },
  class: 1,
};
const perms: Perms = { read: true };

const count: number = run('red');
using r = new both.R();
r.m();
names.first();
versionsBNames010.second();
words.delete(1);
words.default();
// @ts-expect-error There is no constructor.
new words.Maker();

const x: VersionsATypes010.Point = { x: 1 };
const y: VersionsATypes020.Point = { y: '' };
// @ts-expect-error They are two types.
const z: VersionsATypes020.Point = x;

const speak: typeof say = (msg: string) => void msg;
const says: typeof Say.default = speak;
// @ts-expect-error Resources that a host provides need not be disposable.
const disposable: Disposable = {} as LikeJcoBoth120.R;
const blob: LikeJcoTypes120.Blob = {
  read: (n: number) => new Uint8Array(n),
  tryIt: () => 1,
  go: async () => '',
  delete() {},
};

const foo: Foo = { tag: 'bar' };
const record: FooBar = { x: 1 };
const helper: Option_<string> = { tag: 'none' };
const own: Option = { a: { tag: 'some', val: undefined } };

export { blob, count, disposable, foo, helper, says, opts, own, perms, record, shape, y, z };
