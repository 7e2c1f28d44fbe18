export default {
  server: 'Server time',
  demo: 'Demo clock',
  move: 'Move the demo clock',
  hint: 'The clock only goes forward. Timers that fall due on the way fire in order, as if the time had really passed.',
  day: 'Forward 1 day',
  week: 'Forward 1 week (5 working days)',
  to: 'Forward to',
  go: 'Go',
  moving: 'Moving, please wait…',
  fired: 'It is now {now}; {count} timer fired on the way. | It is now {now}; {count} timers fired on the way.',
  none: 'It is now {now}; no timer fell due on the way.',
} as const
