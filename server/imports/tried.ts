/** Thrown at the end of a transaction that was only tried, so that it is undone: a dry run does all but keep. */
export class Tried<Result> extends Error {
  readonly result: Result

  constructor(result: Result) {
    super('only tried')
    this.result = result
  }
}
