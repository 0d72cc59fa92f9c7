// Says as JSON what every declaration file below a folder exports: names, members, and the documentation of each.
// usage: node declared.mjs <folder> <output> <TypeScript's lib/typescript.js>

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

const [root, output, library] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(library);

const paths = readdirSync(root, { recursive: true })
  .map((path) => join(root, path))
  .filter((path) => path.endsWith('.ts'))
  .sort();
const program = ts.createProgram(paths, {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
});
const checker = program.getTypeChecker();
writeFileSync(output, JSON.stringify(paths.map(file)));

function file(path) {
  const source = program.getSourceFile(path);
  const module = checker.getSymbolAtLocation(source);
  const comments = [...readFileSync(path, 'utf8').matchAll(/\/\*\*[\s\S]*?\*\//g)].map(([text]) => lines(text));
  return {
    path: relative(root, path).replaceAll('\\', '/'),
    head: comments.find((lines) => lines.some((line) => line === '@packageDocumentation')) ?? [],
    comments: comments.flat(),
    declarations: module ? checker.getExportsOfModule(module).flatMap(declaration) : [],
  };
}

// A type under the name that it is exported by, wherever it stands. Namespaces are files of their own.
function declaration(exported) {
  const name = exported.name;
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const nodes = symbol.declarations ?? [];
  if (nodes.some(ts.isSourceFile)) return [];
  // What is said of a type where it is exported again stands there.
  const again = exported === symbol ? [] : (exported.declarations ?? []).filter(ts.isExportSpecifier);
  const doc = [...nodes, ...again.map((node) => node.parent.parent)].flatMap(documentation);
  const has = exported === symbol && nodes.some(hasMembers);
  return [{ name, doc, has, members: members(symbol, nodes) }];
}

// Whether members are written in a declaration, and not those of a type that it names.
function hasMembers(node) {
  if (!ts.isTypeAliasDeclaration(node)) return ts.isInterfaceDeclaration(node);
  const parts = ts.isUnionTypeNode(node.type) ? node.type.types : [node.type];
  return parts.some((part) => ts.isLiteralTypeNode(part) || ts.isTypeLiteralNode(part));
}

function members(symbol, nodes) {
  const found = nodes.filter(ts.isTypeAliasDeclaration).flatMap(alternatives);
  if (!(symbol.flags & ts.SymbolFlags.Type)) return found;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  if (found.length === 0 && type.flags & ts.TypeFlags.Object) found.push(...object(type, symbol));
  if (symbol.flags & ts.SymbolFlags.Value) found.push(...object(checker.getTypeOfSymbol(symbol), symbol));
  return found;
}

// Properties and constructors. Members of the library's types are none of ours.
function object(type, symbol) {
  const isOurs = (node) => {
    const path = node.getSourceFile().fileName;
    return path.startsWith(root) && !/\/wit(\.d)?\.ts$/.test(path);
  };
  const properties = checker.getPropertiesOfType(type).flatMap((property) => {
    const nodes = (property.declarations ?? []).filter(isOurs);
    if (nodes.length === 0) return [];
    const signatures = checker.getTypeOfSymbolAtLocation(property, nodes[0]).getCallSignatures();
    return [{ kind: 'property', name: property.name, doc: nodes.flatMap(documentation), params: params(signatures) }];
  });
  const constructors = type.getConstructSignatures().flatMap((signature) => {
    if (!signature.declaration || !isOurs(signature.declaration)) return [];
    return [{ kind: 'constructor', name: symbol.name, doc: documentation(signature.declaration), params: params([signature]) }];
  });
  return [...properties, ...constructors];
}

function params([signature]) {
  const names = signature?.parameters.map((parameter) => parameter.name) ?? [];
  return names.filter((name) => name !== 'this');
}

// The cases of a union: strings, and objects with a tag. Their comments stand in front of them, or of the `|` before them.
function alternatives(alias) {
  const text = alias.getSourceFile().text;
  const nodes = ts.isUnionTypeNode(alias.type) ? alias.type.types : [alias.type];
  let end = alias.name.getEnd();
  return nodes.flatMap((node) => {
    const between = text.slice(end, node.getStart());
    end = node.getEnd();
    const doc = [...between.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(([text]) => lines(text));
    const type = checker.getTypeFromTypeNode(node);
    if (type.isStringLiteral()) return [{ kind: 'string', name: type.value, doc, params: [] }];
    const tag = type.flags & ts.TypeFlags.Object && !ts.isFunctionTypeNode(node) ? type.getProperty('tag') : undefined;
    const value = tag && checker.getTypeOfSymbolAtLocation(tag, node);
    return value?.isStringLiteral() ? [{ kind: 'tag', name: value.value, doc, params: [] }] : [];
  });
}

// The comment in front of a declaration.
function documentation(node) {
  const holder = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  const last = ts.getJSDocCommentsAndTags(holder).filter(ts.isJSDoc).at(-1);
  return last ? lines(last.getText()) : [];
}

// The lines of a comment without its signs.
function lines(text) {
  const [first, ...rest] = text.slice('/**'.length, -'*/'.length).split(/\r\n|\n/);
  return [first, ...rest.map((line) => line.replace(/^\s*\* ?/, ''))].map((line) => line.trim());
}
