export const memberRole = { OWNER: '管理员', EDITOR: '编辑', VIEWER: '查看' } as const

export const members = {
  title: '成员',
  name: '姓名或称呼',
  role: '角色',
  roleOf: '{name}的角色',
  since: '加入时间',
  acts: '操作',
  me: '（本人）',
  changed: '角色已更改，对方需要重新登录',
  remove: '移出',
  removeSure: '确定移出{name}',
  removed: '{name}已移出本单位',
  invite: '邀请成员',
  send: '发送邀请',
  invited: '邀请已发送到 {email}',
  waiting: '等待接受',
  expires: '{at} 前有效',
  cancel: '取消邀请',
  cancelled: '邀请已取消',
  actFor: '当前代表的单位',
  actingFor: '现在代表 {name}',
} as const

export const invitation = {
  title: '接受邀请',
  into: '{name} 邀请您加入，角色是{role}。',
  newAccount: '将用 {email} 新建账号。',
  haveAccount: '已有账号，先登录',
  accept: '接受邀请',
  joined: '已加入 {name}',
  joinedText: '登录后在“成员”页面可以选择代表哪个单位办理。',
  dead: '邀请已失效',
  deadText: '可能已经接受或取消，或超过了有效期。请联系邀请您的单位重新发送。',
} as const
