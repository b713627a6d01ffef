import 'element-plus/es/components/radio-group/style/css'
import 'element-plus/es/components/radio/style/css'
import 'element-plus/es/components/radio-button/style/css'

export { ElRadioGroup, ElRadio, ElRadioButton } from 'element-plus'
