import { expect, it, vi } from 'vitest'
import { fileProblem, LARGEST_BYTES, sendDocument } from './upload'

it('takes small PDF, JPG and PNG files', () => {
  for (const name of ['单位函.pdf', 'a.JPG', 'b.jpeg', 'c.png']) {
    expect(fileProblem({ name, size: LARGEST_BYTES })).toBeNull()
  }
  expect(fileProblem({ name: 'a.docx', size: 1 })).toBe('kind')
  expect(fileProblem({ name: 'a.pdf', size: LARGEST_BYTES + 1 })).toBe('large')
})

it('tells what the server said', async () => {
  const answer = (status: number, body: unknown) =>
    vi.fn(async () => new Response(status === 204 ? null : JSON.stringify(body), { status }))
  const file = new Blob(['%PDF-'])

  const taken = answer(204, null)
  expect(await sendDocument('reg_1', 'letter', file, taken)).toBeNull()
  expect(taken).toHaveBeenCalledWith('/documents/registrations/reg_1/letter', expect.objectContaining({ method: 'POST' }))
  const refused = answer(422, { errors: [{ message: '只接受 PDF、JPG 和 PNG 文件' }] })
  expect(await sendDocument('reg_1', 'letter', file, refused)).toBe('只接受 PDF、JPG 和 PNG 文件')
  const broken = vi.fn(async () => Promise.reject(new TypeError('offline')))
  expect(await sendDocument('reg_1', 'letter', file, broken)).toBe('')
})
