/** Counts tests in the JSON reports of vitest and Playwright. A skipped test without a reason in its title has failed. */
import { existsSync, readFileSync } from 'node:fs'

export const noTests = { passed: 0, failed: 0, skipped: 0, unexplained: [] }

export function countVitest(file) {
  if (!existsSync(file)) return noTests
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'))
  const outcomes = testResults.flatMap(({ name, status, assertionResults }) =>
    // A file that cannot be loaded reports no tests at all.
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
      ? [{ status: 'failed', title: name }, ...assertionResults.map(vitestOutcome)]
      : assertionResults.map(vitestOutcome),
  )
  return count(outcomes)
}

const vitestOutcome = ({ status, fullName }) => ({
  status: status === 'passed' || status === 'failed' ? status : 'skipped',
  title: fullName,
})

export function countPlaywright(file) {
  if (!existsSync(file)) return noTests
  const { suites, errors } = JSON.parse(readFileSync(file, 'utf8'))
  return count([
    ...suites.flatMap(playwrightOutcomes),
    ...errors.map(({ message }) => ({ status: 'failed', title: message })),
  ])
}

const playwrightOutcomes = ({ suites = [], specs = [] }) => [
  ...suites.flatMap(playwrightOutcomes),
  ...specs.flatMap(({ title, tests }) =>
    tests.map(({ status }) => ({
      status: status === 'expected' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed',
      title,
    })),
  ),
]

function count(outcomes) {
  const skipped = outcomes.filter(({ status }) => status === 'skipped')
  const unexplained = skipped.map(({ title }) => title).filter((title) => !/\(skipped: [^)]+\)/.test(title))
  return {
    passed: outcomes.filter(({ status }) => status === 'passed').length,
    failed: outcomes.filter(({ status }) => status === 'failed').length + unexplained.length,
    skipped: skipped.length - unexplained.length,
    unexplained,
  }
}
