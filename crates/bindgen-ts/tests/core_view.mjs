// Walks the tables of every core view below a folder: each reference is found, and each layout agrees with those of its parts.
// Prints how many types it met.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = process.argv[2];
let met = 0;
for (const path of readdirSync(root, { recursive: true })) {
  if (!path.endsWith('.core.js') || path.endsWith('wit.core.js')) continue;
  const tables = await import(pathToFileURL(join(root, path)));
  try {
    check(tables);
  } catch (error) {
    throw new Error(`${path}: ${error.message}`);
  }
}
console.log(met);

function check({ address, primitives, types, functions }) {
  const find = (type) => {
    if (typeof type === 'string') return must(primitives[type], `no primitive ${type}`);
    if (type.kind !== 'named') return type;
    return must(types[type.owner]?.[type.name], `no ${type.name} in ${type.owner}`);
  };
  const inside = (whole, offset, type, what) => {
    const { size, align } = find(type);
    must(offset % align === 0 && whole.align % align === 0, `${what} is not aligned`);
    must(offset + size <= whole.size, `${what} ends behind the whole`);
    walk(type);
  };
  const element = ({ type, size, align }) => {
    must(find(type).size === size && find(type).align === align, 'an element of another size');
    walk(type);
  };
  const kinds = {
    alias: (t) => {
      const { size, align, flat } = find(t.type);
      must(size === t.size && align === t.align && String(flat) === String(t.flat), 'an alias of another layout');
      walk(t.type);
    },
    record: (t) => fields(t, Object.entries(t.fields)),
    tuple: (t) => fields(t, Object.entries(t.fields)),
    variant: (t) => cases(t),
    option: (t) => cases(t),
    result: (t) => cases(t),
    enum: (t) => {
      must(t.size === t.width, 'an enum is its discriminant');
      must(Object.values(t.cases).every((tag, index) => tag === index), 'discriminants count up');
    },
    flags: (t) => must(t.size === t.width && Object.keys(t.bits).length <= 8 * t.width, 'flags of another size'),
    list: (t) => pair(t) && element(t.element),
    map: (t) => pair(t) && fields(t.entry, [['key', t.entry.key], ['value', t.entry.value]]),
    'fixed-length-list': (t) => {
      must(t.size === t.length * t.element.size, 'a fixed-length list of another size');
      element(t.element);
    },
    resource: handle,
    own: (t) => handle(t) && resource(t),
    borrow: (t) => handle(t) && resource(t),
    stream: (t) => handle(t) && (t.element === undefined || element(t.element)),
    future: (t) => handle(t) && (t.element === undefined || element(t.element)),
  };
  function fields(whole, list) {
    let end = 0;
    for (const [name, { offset, type }] of list) {
      must(offset >= end, `${name} overlaps`);
      inside(whole, offset, type, name);
      end = offset + find(type).size;
    }
  }
  function cases(t) {
    must(t.payload >= t.width, 'a payload over the discriminant');
    Object.entries(t.cases).forEach(([name, { tag, type }], index) => {
      must(tag === index, 'discriminants count up');
      if (type !== undefined) inside(t, t.payload, type, name);
    });
  }
  function pair(t) {
    return must(t.size === 2 * address.size && t.flat.every((type) => type === address.type), 'a list of another size');
  }
  function handle(t) {
    return must(t.size === 4 && t.align === 4 && String(t.flat) === 'i32', 'a handle of another size');
  }
  function resource(t) {
    let found = find(t.resource);
    while (found.kind === 'alias') found = find(found.type);
    must(found.kind === 'resource', 'a handle of no resource');
  }
  function walk(type) {
    if (typeof type === 'string' || type.kind === 'named') return find(type);
    met += 1;
    must(type.size % type.align === 0, 'a size that is not aligned');
    must(type.flat === null || (type.flat.length > 0 && type.flat.length <= 16), 'flat types of another number');
    must(kinds[type.kind], `nothing is known of ${type.kind}`)(type);
  }
  for (const table of Object.values(types)) Object.values(table).forEach(walk);
  for (const table of [...Object.values(functions.imports), functions.exports]) {
    for (const each of Object.values(table)) call(each);
  }
  function call({ params, result, signature, spilled, returned, abi }) {
    params.forEach(({ type }) => walk(type));
    if (result !== undefined) walk(result);
    if (spilled !== undefined) fields(spilled, params.map(({ name, type }, index) => [name, { offset: spilled.offsets[index], type }]));
    if (returned !== undefined) must(returned.size === find(result).size, 'a result of another size');
    const own = spilled === undefined ? params.flatMap(({ type }) => find(type).flat) : [address.type];
    const behind = returned !== undefined && abi.endsWith('lower') ? [address.type] : [];
    must(String(signature.params) === String([...own, ...behind]), 'core parameters that are none of the function');
  }
}

function must(holds, message) {
  if (!holds) throw new Error(message);
  return holds;
}
