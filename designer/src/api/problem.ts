import type { FieldProblem, HttpProblem, ModelProblem } from '@lianban/server/contract'

/** What a request was refused with: a stable code, words for people and what to do about it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  /** 0 where no answer came at all. */
  readonly status: number
  readonly code: string
  readonly remedy: string | undefined
  readonly fields: readonly FieldProblem[]
  readonly problems: readonly ModelProblem[]

  constructor(problem: Pick<HttpProblem, 'status' | 'code' | 'detail'> & Partial<HttpProblem>) {
    super(problem.detail || problem.title || problem.code)
    this.status = problem.status
    this.code = problem.code
    this.remedy = problem.remedy
    this.fields = problem.fields ?? []
    this.problems = problem.problems ?? []
  }

  get offline(): boolean {
    return this.status === 0
  }
}

/** Reads an answer that is not 2xx; a proxy in between may answer with something that is no problem document. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null)
  if (isProblem(body)) return new ApiProblem({ ...body, status: response.status })
  return new ApiProblem({ status: response.status, code: `http-${response.status}`, detail: response.statusText })
}

const isProblem = (body: unknown): body is HttpProblem =>
  typeof body === 'object' && body !== null && typeof (body as HttpProblem).code === 'string'
