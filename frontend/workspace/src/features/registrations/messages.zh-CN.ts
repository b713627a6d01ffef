export const confirmAddress = {
  title: '确认邮箱',
  running: '正在确认……',
  done: '邮箱已确认',
  doneText: '注册已送所在地区的协会审核。登录后可以查看进度、上传单位函。',
  again: '填写注册时的邮箱，重新收取链接',
  send: '重新发送链接',
  sent: '如果这个邮箱有待确认的账号，新的链接已经发出，请查收邮件。',
} as const

export const registration = {
  title: '单位注册',
  none: '当前单位没有注册记录',
  missing: '还需要',
  facts: '注册信息',
  documents: '材料',
  dueOn: '协会应在 {date} 前办结',
  send: '重新提交',
  sentAgain: '已重新提交审核',
  need: {
    CONFIRM_EMAIL: '打开邮件中的链接，确认邮箱',
    LETTER: '上传盖章的单位函',
    CERTIFICATE: '上传证明单位存在的证书（事业单位法人证书、办学许可证、医疗机构执业许可证等）',
    SEND_AGAIN: '修改后重新提交',
    DECISION: '等待所在地区的协会审核',
  },
  document: { LETTER: '单位函', CERTIFICATE: '证书' },
  documentHint: {
    LETTER: '写明经办人并加盖公章，PDF、JPG 或 PNG，不超过 10 MB。只有本单位管理员和审核员能看到，每次查看都有记录。',
    CERTIFICATE: '没有统一社会信用代码的单位上传，PDF、JPG 或 PNG，不超过 10 MB。',
  },
  file: {
    none: '还没有上传',
    fetch: '下载',
    sentAt: '{at} 上传',
    taken: '材料已上传',
    kind: '只接受 PDF、JPG 和 PNG 文件',
    large: '文件超过 10 MB',
    failed: '没有传上去，请检查网络后再试',
  },
} as const

export const standing = {
  PENDING: '待审核',
  REFUSED: '未通过',
  ACTIVE: '正常',
  SUSPENDED: '暂停',
  CLOSED: '已注销',
} as const

export const standingText = {
  PENDING: '通过后即可发布需求和报价，现在可以浏览和准备。',
  REFUSED: '原因见下，修改后可以重新提交。',
  ACTIVE: '可以办理全部业务。',
  SUSPENDED: '暂停期间只能查看。',
  CLOSED: '不能再办理业务。',
} as const
