/** All that is needed to look at the model from close by, in one piece. */
export { MgZoom } from './mg-zoom.ts'
export { MgZoomControl } from './mg-zoom-control.ts'
