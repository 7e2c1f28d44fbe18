import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import type { ServerTables } from '../tables.ts'

type Condition = ExpressionWrapper<ServerTables, 'posts', SqlBool>

/** Posts that are held on the day: authority is dated, so nothing is asked of a post outside its days. */
export const inForce =
  (day: string) =>
  ({ and, or, eb }: ExpressionBuilder<ServerTables, 'posts'>): Condition =>
    and([eb('posts.from_day', '<=', day), or([eb('posts.to_day', 'is', null), eb('posts.to_day', '>=', day)])])
