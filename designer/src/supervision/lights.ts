import type { CardState, Light } from '@lianban/server/contract'

/** Colours never speak alone: each light has a sign and a word. */
export const lights: readonly Light[] = ['red', 'yellow', 'blue', 'none']
export const signs: Record<Light, string> = { none: '○', blue: '●', yellow: '▲', red: '■' }
/** Of fields in charts, dark enough for their labels beside them. */
export const fills: Record<Light, string> = { none: '#a9b8c6', blue: '#3f7fc0', yellow: '#d59a17', red: '#b8372d' }

const stateTone: Record<CardState, string> = {
  open: 'yellow',
  rejected: 'yellow',
  explained: 'blue',
  appealed: 'blue',
  accepted: 'good',
  settled: 'good',
  upheld: 'red',
  revoked: 'none',
}

/** Key of the words for a card's state: a reminder asks for nothing. */
export const stateKey = ({ state, colour }: { state: CardState; colour: Light }): string =>
  state === 'open' && colour === 'blue' ? 'reminded' : state
export const toneOf = (card: { state: CardState; colour: Light }): string =>
  stateKey(card) === 'reminded' ? 'blue' : stateTone[card.state]

export const chartText = {
  color: '#4a5a6b',
  fontFamily: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', system-ui, sans-serif",
  fontSize: 12,
}
