import { expect, test } from 'vitest'
import { readFormFile } from './formFile.ts'

test('a form-js file is read as it is', () => {
  const form = { type: 'default', id: 'note', components: [{ type: 'textfield', key: 'note', label: '说明' }] }
  expect(readFormFile(JSON.stringify(form))).toMatchObject({ schema: { id: 'note', components: [{ key: 'note' }] } })
})

test.each(['{"type":', '[]', '{"type":"default","id":"x","components":[{"type":"hologram","key":"a"}]}'])(
  '%s is refused with a reason',
  (text) => {
    const read = readFormFile(text)
    expect('trouble' in read && read.trouble.length > 0).toBe(true)
  },
)
