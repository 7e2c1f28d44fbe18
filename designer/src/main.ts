import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './app/App.vue'
import { createAppRouter } from './app/router.ts'
import { i18n } from './i18n/index.ts'
import './styles/index.css'

createApp(App).use(createPinia()).use(i18n).use(createAppRouter()).mount('#app')
