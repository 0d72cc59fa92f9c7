import type { Exports, Imports, UnversionedImports, files, queries } from './expected/w.js';
import { WitError } from './expected/wit.js';

/** Any class can be a resource: nothing private to match, and methods may expect values of the class. */
class DiskFile implements files.File {
  readonly path: string;
  constructor(path: string, create: boolean | undefined) {
    this.path = create === true ? `${path}+` : path;
  }
  read(length: number): readonly number[] {
    if (length > 9) throw new WitError<files.Fault>({ tag: 'denied', val: this.path });
    return [length];
  }
  append(other: DiskFile): void {
    void other.path;
  }
  static roots(): readonly DiskFile[] {
    return [new DiskFile('/', undefined)];
  }
  [Symbol.dispose](): void {}
}

/** A class that the component never makes takes what it likes. */
class Lock implements files.Lock {
  readonly owner: string;
  constructor(owner: string, since: Date) {
    this.owner = owner + since.toISOString();
  }
}

const host: files.Imports = {
  File: DiskFile,
  take(pair: { left: DiskFile }, lock: Lock) {
    return new Lock(lock.owner + pair.left.path, new Date(0));
  },
};
export const imports: Imports = { 'test:resources/files@1.0.0': host };
export const withClass: UnversionedImports = { 'test:resources/files': { ...host, Lock } };

export function run({ queries }: Exports, file: files.File): string[] {
  using query = new queries.Query('select');
  query.bind(1);
  query.bind(1, 'a');
  const [rows, again] = query.run(file);
  again satisfies files.File;
  queries.close(queries.Query.parse('x'), [rows]);
  const maybe: unknown = rows;
  if (maybe instanceof queries.Rows) maybe.next();
  return rows.next() ?? [];
}

export function wrong({ queries }: Exports, query: queries.Query, rows: queries.Rows, file: files.File): void {
  // @ts-expect-error: a value of another resource
  queries.close(rows, []);
  // @ts-expect-error: a value of another resource, though both can do nothing
  const lock: files.Lock = {} as import('./expected/wit.js').Resource<'test:resources/files@1.0.0#file'>;
  // @ts-expect-error: the query has another owner
  query.run(query);
  // @ts-expect-error: rows have no constructor
  new queries.Rows();
  // @ts-expect-error: a property of the class
  file.roots();
  // @ts-expect-error: the class is missing
  const noClass: files.Imports = { take: host.take };
  // @ts-expect-error: a method is missing
  class Bad implements files.File { append(): void {} }
  // @ts-expect-error: the index is missing
  query.bind();
}
