import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { exportsOf, lineOf, packageOf, parse, productSources, reach, visit } from './sources.ts'
import type { Import, Source } from './sources.ts'

const sources = productSources()
const byPath = new Map(sources.map((source) => [source.path, source]))
const inside = (...folders: string[]): Source[] =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(folder)))

/** Imports that break a rule, as `file:line imports …`. */
function offenders(among: readonly Source[], breaks: (found: Import, source: Source) => boolean): string[] {
  return among.flatMap((source) =>
    source.imports
      .filter((found) => breaks(found, source))
      .map((found) => `${source.path}:${found.line} imports ${found.specifier}`),
  )
}

/** Places in the code that break a rule, as `file:line code`. */
function places(among: readonly Source[], breaks: (node: ts.Node) => boolean): string[] {
  return among.flatMap(({ path, tree }) => {
    const found: string[] = []
    visit(tree, (node) => {
      if (breaks(node)) found.push(`${path}:${lineOf(tree, node)} ${node.getText(tree).slice(0, 60)}`)
    })
    return found
  })
}

const isSibling = ({ specifier }: Import): boolean => specifier.startsWith('@lianban/')
const isDriver = ({ specifier }: Import): boolean => /^(node:|kysely\b|better-sqlite3\b|pg\b)/.test(specifier)
const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
const text = (node: ts.Node): string => node.getText().replace(/\s+/g, '')

test('there is something to look at', () => {
  for (const name of ['engine', 'forms', 'server', 'designer']) expect(inside(`${name}/src/`).length).toBeGreaterThan(0)
})

describe('1. the engine', () => {
  const outside = ['engine/src/store/', 'engine/src/runtime/']
  const pure = inside('engine/src/').filter(({ path }) => !outside.some((folder) => path.startsWith(folder)))

  test('imports no sibling package', () => {
    expect(offenders(inside('engine/src/'), isSibling)).toEqual([])
  })

  test('touches the outside in store/ and runtime/ only', () => {
    expect(offenders(pure, isDriver)).toEqual([])
    expect(offenders(pure, ({ target = '' }) => outside.some((folder) => target.startsWith(folder)))).toEqual([])
  })

  test('has no clock and no chance elsewhere', () => {
    const impure = (node: ts.Node): boolean =>
      (ts.isPropertyAccessExpression(node) && ['Date.now', 'Math.random', 'performance.now'].includes(text(node))) ||
      (ts.isNewExpression(node) && text(node.expression) === 'Date' && !node.arguments?.length) ||
      (ts.isCallExpression(node) && text(node.expression) === 'Date')
    expect(places(pure, impure)).toEqual([])
  })
})

describe('2. elements and state', () => {
  const element = /^engine\/src\/elements\/[^/]+\//

  test('elements never import each other', () => {
    expect(
      offenders(
        inside('engine/src/elements/'),
        ({ target = '' }, { path }) => element.test(path) && element.test(target),
      ),
    ).toEqual([])
  })

  test('only the registry knows the elements', () => {
    const registry = parse('engine/src/elements/registry.ts')
    const registered = new Set(
      registry.imports.map(({ target }) => target).filter((target) => target && element.test(target)),
    )
    expect(registered.size).toBeGreaterThan(0)
    const others = inside('engine/src/').filter(({ path }) => path !== registry.path)
    expect(offenders(others, ({ target }) => registered.has(target))).toEqual([])
  })

  test('only apply.ts, and what it calls, writes state', () => {
    const writers = reach('engine/src/step/apply.ts', byPath)
    const readers = inside('engine/src/').filter(({ path }) => !writers.has(path))
    const isState = (node: ts.Node): boolean => /(^|\.)(state|instance)(\W|$)/.test(text(node))
    const writes = (node: ts.Node): boolean => {
      if (ts.isCallExpression(node)) return /\.instances\.(set|delete|clear)$/.test(text(node.expression))
      if (ts.isDeleteExpression(node)) return isState(node.expression)
      const assigns = ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)
      if (!assigns || !ts.isPropertyAccessExpression(node.left)) return false
      return isState(node.left.expression) && text(node.left.expression) !== 'this'
    }
    expect(places(readers, writes)).toEqual([])
  })
})

describe('3. forms and tests', () => {
  test('schema and validate import nothing of ours', () => {
    const pure = ['forms/src/schema/', 'forms/src/validate/']
    const leaves = ({ target }: Import): boolean =>
      target !== undefined && !pure.some((folder) => target.startsWith(folder))
    expect(offenders(inside(...pure), (found) => isSibling(found) || leaves(found))).toEqual([])
  })

  test('nobody imports the tests', () => {
    const isTest = ({ specifier, target = '' }: Import): boolean =>
      specifier.startsWith('@lianban/tests') || target.startsWith('tests/') || target.endsWith('.test.ts')
    expect(offenders(sources, isTest)).toEqual([])
  })
})

describe('4. the server', () => {
  test('has routes that reach stores through services only', () => {
    const reachesDown = (found: Import): boolean =>
      isDriver(found) || /^@lianban\/engine\/(store|runtime)/.test(found.specifier)
    expect(offenders(inside('server/src/routes/'), (found) => !found.typeOnly && reachesDown(found))).toEqual([])
  })

  test('speaks SQL in stores, schemas and read models only', () => {
    const speaksSql = ({ specifier }: Import): boolean => /^(kysely|better-sqlite3|pg)\b/.test(specifier)
    const mayNot = inside('server/src/').filter(({ path }) => !/store|readModel|schema/i.test(path))
    expect(offenders(mayNot, (found) => !found.typeOnly && speaksSql(found))).toEqual([])
  })
})

describe('5. the web app', () => {
  test('uses the pure engine, forms, and of the server its contract as types', () => {
    const pure = ['@lianban/engine', '@lianban/engine/convert', '@lianban/engine/decision']
    const allowed = new Set([...pure, '@lianban/forms', '@lianban/forms/vue'])
    const isContract = ({ specifier, typeOnly }: Import): boolean =>
      specifier === '@lianban/server/contract' && typeOnly
    expect(
      offenders(
        inside('designer/src/'),
        (found) => isSibling(found) && !allowed.has(found.specifier) && !isContract(found),
      ),
    ).toEqual([])
  })

  test('reaches the server through api/ only', () => {
    const calls = new Set([
      'fetch',
      'window.fetch',
      'globalThis.fetch',
      'EventSource',
      'XMLHttpRequest',
      'WebSocket',
      'navigator.sendBeacon',
    ])
    const reaches = (node: ts.Node): boolean =>
      (ts.isCallExpression(node) || ts.isNewExpression(node)) && calls.has(text(node.expression))
    expect(
      places(
        inside('designer/src/').filter(({ path }) => !path.startsWith('designer/src/api/')),
        reaches,
      ),
    ).toEqual([])
  })
})

describe('6. packages', () => {
  test('are entered through their declared exports only', () => {
    const undeclared = ({ specifier }: Import): boolean => {
      const [, name = '', rest = ''] = /^@lianban\/([^/]+)(.*)$/.exec(specifier) ?? []
      return name !== '' && !exportsOf(name).includes(`.${rest}`)
    }
    const leaves = ({ target }: Import, { path }: Source): boolean =>
      target !== undefined && packageOf(target) !== packageOf(path)
    expect(offenders(sources, undeclared)).toEqual([])
    expect(offenders(sources, leaves)).toEqual([])
  })

  test('have no cycles at run time', () => {
    // Components that show each other recursively are no cycle: they meet when rendered, not when loaded.
    const isComponent = (path: string): boolean => path.endsWith('.vue')
    const inCycle = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, typeOnly }) => target && !typeOnly && !(isComponent(path) && isComponent(target)))
        .filter(({ target }) => reach(target!, byPath).has(path))
        .map(({ target, line }) => `${path}:${line} → ${target}`),
    )
    expect(inCycle).toEqual([])
  })
})
