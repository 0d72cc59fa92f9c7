// Runs the host with the component that jco made a module of.
// usage: node run.mjs <folder>, with `host.js` and, in `component`, `vault.js` and its core modules.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(folder, path)).href);
const { run } = await load('host.js');
const { instantiate } = await load('component/vault.js');
const core = async (path) => WebAssembly.compile(await readFile(join(folder, 'component', path)));

// jco takes a function of the world for a module with a default export.
const told = await run(({ limit, ...imports }) => instantiate(core, { ...imports, limit: { default: limit } }));
console.log(told.join('\n'));
