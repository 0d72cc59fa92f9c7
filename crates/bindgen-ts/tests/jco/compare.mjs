// Says as JSON in what the declarations of two generators differ, module by module: names that one of them lacks, and types,
// functions and members of classes that are not mutually assignable.
// usage: node compare.mjs <folder> <output> <TypeScript's lib/typescript.js>. The folder has `ours` and `theirs`, of which the files
// have the same names, and ambient modules the same names behind `ours/` and `theirs/`.

import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

const [root, output, library] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(library);
const options = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  skipLibCheck: true,
};

const paths = readdirSync(root, { recursive: true })
  .map((path) => join(root, path))
  .filter((path) => path.endsWith('.d.ts'))
  .sort();
const first = ts.createProgram(paths, options);
// Generic types are compared by a use of each.
const probe = join(root, 'probe.ts');
writeFileSync(probe, uses(first));
const program = ts.createProgram([...paths, probe], options, undefined, first);
const checker = program.getTypeChecker();
const probed = new Map(checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(probe))).map((use) => [use.name, use]));
let modules = modulesOf(program);

let compared = 0;
const differences = [];
let at = '';
let where = probe;
const differ = (item, what) => differences.push({ module: at, item, what });

const names = new Set([...modules.ours.keys(), ...modules.theirs.keys()]);
for (const name of [...names].sort()) {
  at = name;
  const [ours, theirs] = [modules.ours.get(name), modules.theirs.get(name)];
  if (!theirs) differ('', 'only ours');
  else if (!ours) differ('', 'only theirs');
  else compareModules(ours, theirs);
}
writeFileSync(output, JSON.stringify({ modules: [...names].filter((name) => modules.ours.has(name) && modules.theirs.has(name)), compared, differences }));

// The modules of both sides by name: ambient ones by their own, files by their path.
function modulesOf(program) {
  const checker = program.getTypeChecker();
  const found = { ours: new Map(), theirs: new Map() };
  for (const symbol of checker.getAmbientModules()) {
    const [, side, name] = /^"(ours|theirs)\/(.*)"$/.exec(symbol.name) ?? [];
    if (side) found[side].set(name, symbol);
  }
  for (const path of paths) {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(path));
    const [side, ...rest] = relative(root, path).split(/[\\/]/);
    if (symbol) found[side].set(rest.join('/'), symbol);
  }
  return found;
}

// A file with a use of every generic type.
function uses(program) {
  const checker = program.getTypeChecker();
  const lines = ['export {};'];
  for (const [side, modules] of Object.entries(modulesOf(program))) {
    for (const [name, module] of modules) {
      for (const symbol of checker.getExportsOfModule(module)) {
        const params = symbol.declarations?.flatMap((node) => node.typeParameters ?? []).length ?? 0;
        if (params === 0) continue;
        const args = ['string', 'number'].slice(0, params).join(', ');
        const file = module.name.startsWith(`"${side}/`) ? module.name.slice(1, -1) : `./${side}/${name.replace(/\.d\.ts$/, '.js')}`;
        lines.push(`export type ${useName(side, name, symbol.name)} = import('${file}').${symbol.name}<${args}>;`);
      }
    }
  }
  return lines.join('\n');
}

function useName(side, module, name) {
  return `${side}_${module.replaceAll(/\W/g, '_')}_${name}`;
}

function compareModules(ours, theirs) {
  pairs('', checker.getExportsOfModule(ours), checker.getExportsOfModule(theirs), compareSymbols);
}

// Calls `compare` for what both have; what only one has is a difference.
function pairs(prefix, ours, theirs, compare) {
  const byName = (symbols) => new Map(symbols.filter((symbol) => symbol.name !== 'prototype').map((symbol) => [readable(symbol.name), symbol]));
  const [left, right] = [byName(ours), byName(theirs)];
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const item = prefix + name;
    if (!right.has(name)) differ(item, 'only ours');
    else if (!left.has(name)) differ(item, 'only theirs');
    else compare(item, left.get(name), right.get(name));
  }
}

// The names of well-known symbols end in a number of the compiler's.
function readable(name) {
  return name.replace(/^__@(\w+)@\d+$/, '[Symbol.$1]');
}

function compareSymbols(item, ours, theirs) {
  const [left, right] = [target(ours), target(theirs)];
  if (left.declarations?.some(isModule) || right.declarations?.some(isModule)) {
    const names = [left, right].map((symbol) => symbol.name.replace(/^"(.*[\\/])?(ours|theirs)[\\/]|"$/g, '').replaceAll('\\', '/'));
    compared += 1;
    if (names[0] !== names[1]) differ(item, `${names[0]} is not ${names[1]}`);
    return;
  }
  if (left.flags & ts.SymbolFlags.Type || right.flags & ts.SymbolFlags.Type) compareTypes(item, left, right);
  if (left.flags & ts.SymbolFlags.Value || right.flags & ts.SymbolFlags.Value) compareValues(item, left, right);
}

function target(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isModule(node) {
  return ts.isSourceFile(node) || (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name));
}

function compareTypes(item, ours, theirs) {
  if (!(ours.flags & theirs.flags & ts.SymbolFlags.Type)) return differ(item, 'a type of one alone');
  const use = (side) => probed.get(useName(side, at, item));
  const declared = (symbol, use) => checker.getDeclaredTypeOfSymbol(use ?? symbol);
  const [left, right] = [declared(ours, use('ours')), declared(theirs, use('theirs'))];
  assignable(item, left, right);
  if (ours.flags & theirs.flags & ts.SymbolFlags.Class) members(`${item}.`, left, right);
}

// A function, or the static side of a class.
function compareValues(item, ours, theirs) {
  if (!(ours.flags & theirs.flags & ts.SymbolFlags.Value)) return differ(item, 'a value of one alone');
  const [left, right] = [ours, theirs].map((symbol) => checker.getTypeOfSymbol(symbol));
  if (!(ours.flags & ts.SymbolFlags.Class)) return callable(item, left, right);
  assignable(`static ${item}`, left, right);
  signatures(`new ${item}`, left.getConstructSignatures(), right.getConstructSignatures());
  if (isPrivate(ours) !== isPrivate(theirs)) differ(`new ${item}`, 'only one may be called');
  members(`static ${item}.`, left, right);
}

function isPrivate(symbol) {
  const nodes = symbol.declarations.filter(ts.isClassDeclaration).flatMap((node) => node.members.filter(ts.isConstructorDeclaration));
  return nodes.some((node) => ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private);
}

function members(prefix, ours, theirs) {
  pairs(prefix, checker.getPropertiesOfType(ours), checker.getPropertiesOfType(theirs), (item, left, right) => {
    callable(item, ...[left, right].map((symbol) => checker.getTypeOfSymbol(symbol)));
  });
}

function callable(item, ours, theirs) {
  assignable(item, ours, theirs);
  signatures(item, ours.getCallSignatures(), theirs.getCallSignatures());
}

// Parameters one by one, in both directions, as those of methods would otherwise be compared in either.
function signatures(item, ours, theirs) {
  if (ours.length !== theirs.length) return differ(item, `${ours.length} signatures, not ${theirs.length}`);
  ours.forEach((left, index) => {
    const right = theirs[index];
    if (left.parameters.length !== right.parameters.length) return differ(item, 'another number of parameters');
    left.parameters.forEach((param, index) => {
      const other = right.parameters[index];
      if (param.name !== other.name) differ(item, `the parameter ${param.name} is ${other.name}`);
      const isOptional = (symbol) => symbol.declarations.some((node) => checker.isOptionalParameter(node));
      if (isOptional(param) !== isOptional(other)) differ(item, `${param.name} may be left out in one alone`);
      assignable(`${item}(${param.name})`, checker.getTypeOfSymbol(param), checker.getTypeOfSymbol(other));
    });
    assignable(`${item}()`, left.getReturnType(), right.getReturnType());
  });
}

function assignable(item, ours, theirs) {
  compared += 1;
  const [there, back] = [checker.isTypeAssignableTo(ours, theirs), checker.isTypeAssignableTo(theirs, ours)];
  const text = (type) => checker.typeToString(type, undefined, ts.TypeFlags.None).slice(0, 100);
  if (ours.flags & ts.TypeFlags.Any || theirs.flags & ts.TypeFlags.Any) differ(item, 'any');
  else if (!there || !back) differ(item, `${text(ours)} is not ${text(theirs)}${there || back ? ' in one direction' : ''}`);
}
