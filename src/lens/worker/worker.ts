import { expose } from 'comlink'
import { EngineService } from './service.ts'

// Held for as long as the worker lives, so that the page learns when it has ended.
void navigator.locks?.request(self.name, () => new Promise(() => {})).catch(() => {})

expose(new EngineService())
