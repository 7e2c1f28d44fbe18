import type { League } from '../../contract/index.ts'
import { iso, type Server } from '../../context.ts'
import type { Names } from '../../cases/modelNames.ts'
import { league } from '../figures/league.ts'
import type { Period } from '../figures/leagueReadModel.ts'
import { processNames } from '../figures/wall.ts'
import { cardsWithWords, receivedCounts, stopsOf } from './exportReadModel.ts'
import { exportWords, type ExportWords } from './words.ts'
import type { Sheet } from './workbook.ts'
import { endOfDay } from '@lianban/engine'

const day = 86_400_000
const percent = (rate: number | null): string => (rate === null ? '' : `${Math.round(rate * 1000) / 10}%`)

export function departmentSheet(found: League, words: ExportWords): Sheet {
  const { of } = words
  return {
    name: of('departments'),
    columns: [
      [of('department'), 24],
      [of('grade'), 10],
      [of('ended'), 10],
      [of('late'), 8],
      [of('rate'), 10],
      [of('usedShare'), 18],
      [of('stoppedClocks'), 10],
      [of('excludedDays'), 10],
      [of('extended'), 10],
      [words.colour('blue'), 10],
      [words.colour('yellow'), 8],
      [words.colour('red'), 8],
      [of('revoked'), 8],
    ],
    rows: found.departments.map((row) => [
      row.name,
      words.grade(row.grade),
      row.ended,
      row.late,
      percent(row.rate),
      percent(row.usedShare),
      row.stoppedClocks,
      row.excludedDays,
      row.extended,
      row.cards.blue,
      row.cards.yellow,
      row.cards.red,
      row.revoked,
    ]),
  }
}

export async function cardSheet(server: Server, { from, to, process }: Period, words: ExportWords): Promise<Sheet> {
  const { db, people, locale, runtime } = server
  const { zone } = runtime.calendar
  const [cards, names, processes] = await Promise.all([
    cardsWithWords(db, endOfDay(from, zone) - day, endOfDay(to, zone), process),
    people.names(),
    processNames(server),
  ])
  const { of } = words
  return {
    name: of('cards'),
    columns: [
      [of('raisedAt'), 18],
      [of('colour'), 12],
      [of('rule'), 40],
      [of('caseNo'), 30],
      [of('case'), 30],
      [of('item'), 24],
      [of('department'), 22],
      [of('person'), 12],
      [of('post'), 18],
      [of('state'), 16],
      [of('explanation'), 50],
      [of('outcome'), 40],
    ],
    rows: cards.map((card) => [
      iso(card.raised_at).slice(0, 16).replace('T', ' '),
      words.colour(card.colour),
      (locale === 'en' && card.rule_en) || card.rule,
      card.case_no,
      card.title,
      processes(card.process),
      names.department(card.against),
      card.person === '' ? '' : names.person(card.person),
      card.post,
      words.state(card.state),
      card.explanation,
      card.outcome,
    ]),
  }
}

export async function pauseSheet(server: Server, period: Period, words: ExportWords): Promise<Sheet> {
  const [stops, names]: [Awaited<ReturnType<typeof stopsOf>>, Names] = await Promise.all([
    stopsOf(server.db, period),
    server.people.names(),
  ])
  const { of } = words
  return {
    name: of('pauses'),
    columns: [
      [of('caseNo'), 30],
      [of('case'), 30],
      [of('limit'), 26],
      [of('department'), 22],
      [of('by'), 12],
      [of('ground'), 14],
      [of('document'), 30],
      [of('from'), 12],
      [of('until'), 12],
      [of('to'), 12],
      [of('leftBefore'), 12],
      [of('leftAfter'), 12],
    ],
    rows: stops.map((row) => [
      row.case_no,
      row.title,
      row.name,
      names.department(row.responsible),
      names.person(row.person),
      words.ground(row.ground),
      row.document,
      row.from_on,
      row.until_on,
      row.to_on,
      row.left_before,
      row.left_after,
    ]),
  }
}

/** 季度台账: the whole quarter on a few sheets, as it is reported to the district. */
export async function quarterSheets(server: Server, period: Period): Promise<Sheet[]> {
  const { db, runtime, locale } = server
  const { zone } = runtime.calendar
  const words = exportWords(locale)
  const { of } = words
  const [found, received, processes, cards, pauses] = await Promise.all([
    league(server, period),
    receivedCounts(db, endOfDay(period.from, zone) - day, endOfDay(period.to, zone)),
    processNames(server),
    cardSheet(server, period, words),
    pauseSheet(server, period, words),
  ])
  const sum = (pick: (row: League['departments'][number]) => number): number =>
    found.departments.reduce((total, row) => total + pick(row), 0)
  const ended = sum((row) => row.ended)
  const late = sum((row) => row.late)
  const items = new Set([...received.keys(), ...found.items.map(({ process }) => process)])
  return [
    {
      name: of('total'),
      columns: [
        [of('figure'), 28],
        [of('value'), 24],
      ],
      rows: [
        [of('period'), `${period.from} – ${period.to}`],
        [of('received'), [...received.values()].reduce((total, count) => total + count, 0)],
        [of('ended'), ended],
        [of('late'), late],
        [of('rate'), percent(ended === 0 ? null : 1 - late / ended)],
        ...(['blue', 'yellow', 'red'] as const).map((colour): [string, number] => [
          words.colour(colour),
          sum((row) => row.cards[colour]),
        ]),
        [of('revoked'), sum((row) => row.revoked)],
        [of('stoppedClocks'), sum((row) => row.stoppedClocks)],
        [of('excludedDays'), sum((row) => row.excludedDays)],
        [of('extended'), sum((row) => row.extended)],
      ],
    },
    {
      name: of('items'),
      columns: [
        [of('item'), 32],
        [of('received'), 10],
        [of('ended'), 10],
        [of('late'), 8],
        [of('rate'), 10],
      ],
      rows: [...items].map((process) => {
        const item = found.items.find((each) => each.process === process)
        return [
          processes(process),
          received.get(process) ?? 0,
          item?.ended ?? 0,
          item?.late ?? 0,
          percent(item?.rate ?? null),
        ]
      }),
    },
    departmentSheet(found, words),
    cards,
    pauses,
  ]
}
