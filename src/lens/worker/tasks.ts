/** Lets what is waiting in. By a message, because browsers hold a timer back for 4 ms, a third of a slice. */
export const nextTask = (): Promise<void> =>
  new Promise(done => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      done()
    }
    port2.postMessage(null)
  })

export const pauseFor = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))
