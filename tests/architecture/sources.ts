import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { checkout } from './checkout.ts'

/** A source file of the checkout, parsed. Paths are relative to the checkout, with `/`. */
export interface Source {
  readonly path: string
  readonly tree: ts.SourceFile
  readonly imports: readonly Import[]
}

export interface Import {
  readonly specifier: string
  readonly line: number
  /** Erased when compiled. */
  readonly typeOnly: boolean
  /** The file of the checkout that a relative specifier means. */
  readonly target?: string
}

/** Every file of the checkout that is, or could be, committed. */
export function committedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: checkout,
  })
  return listed
    .toString()
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(checkout, path)))
}

/** The product's own sources: `.ts` and `.vue` of the packages, without tests. */
export function productSources(): Source[] {
  return committedFiles()
    .filter((path) => /^(engine|forms|server|designer)\/src\/.*\.(ts|vue)$/.test(path))
    .filter((path) => !/\.(test|d)\.ts$/.test(path))
    .map(parse)
}

export function parse(path: string): Source {
  const text = readFileSync(join(checkout, path), 'utf8')
  const script = path.endsWith('.vue') ? scriptOf(text) : text
  const tree = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  return { path, tree, imports: importsOf(path, tree) }
}

/** The scripts of a Vue file, everything around them blanked, so that lines keep their numbers. */
function scriptOf(text: string): string {
  let script = ''
  let end = 0
  for (const match of text.matchAll(/<script\b[^>]*>([^]*?)<\/script>/g)) {
    const begin = match.index + match[0].indexOf('>') + 1
    script += text.slice(end, begin).replace(/[^\n]/g, ' ') + match[1]
    end = begin + match[1]!.length
  }
  return script
}

export const lineOf = (tree: ts.SourceFile, node: ts.Node): number =>
  tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1

export function visit(tree: ts.SourceFile, each: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    each(node)
    ts.forEachChild(node, walk)
  }
  walk(tree)
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node, name: ts.Node | undefined, typeOnly: boolean): void => {
    if (!name || !ts.isStringLiteralLike(name)) return
    const target = targetOf(path, name.text)
    found.push({ specifier: name.text, line: lineOf(tree, node), typeOnly, ...(target ? { target } : {}) })
  }
  visit(tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, node.importClause?.isTypeOnly === true)
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node))
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], false)
  })
  return found
}

function targetOf(path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''))
  return existsSync(join(checkout, target)) ? target : undefined
}

/** Which package a path belongs to: its first folder. */
export const packageOf = (path: string): string => path.slice(0, path.indexOf('/'))

/** `./vue` and the like: how a package may be entered. */
export function exportsOf(name: string): string[] {
  const manifest = JSON.parse(readFileSync(join(checkout, name, 'package.json'), 'utf8')) as { exports?: object }
  return Object.keys(manifest.exports ?? {})
}

/** Everything a file imports at run time, directly or not, itself included. */
export function reach(from: string, sources: ReadonlyMap<string, Source>): Set<string> {
  const seen = new Set([from])
  for (const path of seen) {
    for (const { target, typeOnly } of sources.get(path)?.imports ?? []) if (target && !typeOnly) seen.add(target)
  }
  return seen
}
