import type { Role } from '../contract/index.ts'

/** The demo district: departments, and two officers to a post where work is shared (AB岗). */
export const demoPassword = 'lianban'

/** `superior`: whom a department reports to about its cards; from the centre on to the district's leader. */
export const departments = [
  { code: 'admin', name: '政务服务管理局', superior: 'government' },
  { code: 'window', name: '综合窗口', superior: 'admin' },
  { code: 'zj', name: '住房和城乡建设局', superior: 'admin' },
  { code: 'nr', name: '自然资源局', superior: 'admin' },
  { code: 'fire', name: '住建局消防审验科', superior: 'admin' },
  { code: 'eco', name: '生态环境局', superior: 'admin' },
  { code: 'water', name: '水务局', superior: 'admin' },
  { code: 'civil', name: '国防动员办公室', superior: 'admin' },
  { code: 'heritage', name: '文化和旅游局', superior: 'admin' },
  { code: 'monitor', name: '电子监察室', superior: 'government' },
  { code: 'government', name: '区人民政府', superior: null },
  { code: 'disclosure', name: '政府信息公开机构', superior: 'disclosure-head' },
  { code: 'disclosure-head', name: '信息公开机构负责人', superior: 'admin' },
  { code: 'registry', name: '市场监督管理局', superior: 'registry-head' },
  { code: 'registry-head', name: '登记机关负责人', superior: 'admin' },
  { code: 'tax', name: '税务局', superior: 'admin' },
  { code: 'efficiency', name: '效能办公室', superior: 'efficiency-head' },
  { code: 'efficiency-head', name: '效能办公室负责人', superior: 'admin' },
] as const

export interface DemoPerson {
  readonly account: string
  readonly name: string
  readonly department: (typeof departments)[number]['code']
  readonly post: string
  readonly roles: readonly Role[]
  /** Account of who stands in: the B post of an A post. */
  readonly deputy?: string
}

export const people: readonly DemoPerson[] = [
  { account: 'admin', name: '周敏', department: 'admin', post: '流程管理员', roles: ['admin'] },
  {
    account: 'window1',
    name: '李娜',
    department: 'window',
    post: '综合窗口 A 岗',
    roles: ['window', 'officer'],
    deputy: 'window2',
  },
  { account: 'window2', name: '陈杰', department: 'window', post: '综合窗口 B 岗', roles: ['window', 'officer'] },
  { account: 'zj1', name: '王建国', department: 'zj', post: '审批科科长', roles: ['officer', 'head'], deputy: 'zj2' },
  { account: 'zj2', name: '刘洋', department: 'zj', post: '审批科 B 岗', roles: ['officer'] },
  { account: 'nr1', name: '赵颖', department: 'nr', post: '规划审查 A 岗', roles: ['officer'], deputy: 'nr2' },
  { account: 'nr2', name: '孙磊', department: 'nr', post: '规划审查 B 岗', roles: ['officer'] },
  { account: 'fire1', name: '何勇', department: 'fire', post: '消防审查 A 岗', roles: ['officer'] },
  { account: 'eco1', name: '吴静', department: 'eco', post: '环评审查 A 岗', roles: ['officer'] },
  { account: 'water1', name: '郑涛', department: 'water', post: '涉河审查 A 岗', roles: ['officer'] },
  { account: 'civil1', name: '冯丽', department: 'civil', post: '人防审查 A 岗', roles: ['officer'] },
  { account: 'heritage1', name: '马晓', department: 'heritage', post: '文保审查 A 岗', roles: ['officer'] },
  { account: 'gov1', name: '罗毅', department: 'government', post: '分管副区长', roles: ['officer', 'leader', 'head'] },
  { account: 'open1', name: '林晨', department: 'disclosure', post: '依申请公开 A 岗', roles: ['officer'] },
  { account: 'open2', name: '高原', department: 'disclosure-head', post: '机构负责人', roles: ['officer', 'head'] },
  { account: 'reg1', name: '邓丽', department: 'registry', post: '登记 A 岗', roles: ['officer'] },
  { account: 'reg2', name: '曹阳', department: 'registry-head', post: '登记机关负责人', roles: ['officer', 'head'] },
  { account: 'tax1', name: '唐宁', department: 'tax', post: '清税 A 岗', roles: ['officer'] },
  { account: 'eff1', name: '谢芳', department: 'efficiency', post: '受理 A 岗', roles: ['officer'] },
  { account: 'eff2', name: '江涛', department: 'efficiency-head', post: '效能办主任', roles: ['officer', 'head'] },
  { account: 'monitor1', name: '黄志强', department: 'monitor', post: '监察员', roles: ['supervisor'] },
  { account: 'monitor2', name: '蒋静', department: 'monitor', post: '监察室主任', roles: ['supervisor', 'head'] },
  { account: 'nr0', name: '钱伟', department: 'nr', post: '分管副局长', roles: ['head'] },
  { account: 'window0', name: '唐莉', department: 'window', post: '窗口负责人', roles: ['head'] },
  { account: 'centre1', name: '林芳', department: 'admin', post: '政务服务中心主任', roles: ['head'] },
]
