import Canonical
import Frame
import Syntax

/// Runs a checked notebook: each cell as soon as those it needs are there, several at once, each result looked up before it is computed.
package struct Engine: Sendable {
  package struct Options: Sendable {
    /// Look nothing up and keep nothing.
    package var useStore = true
    /// Compute everything again, and keep it.
    package var refresh = false
    /// Start nothing new after a failure.
    package var failFast = false
    /// Compute nothing: cells whose result is not in the store become `stale`.
    package var lookUpOnly = false

    package init() {}
  }

  private let notebook: CheckedNotebook
  private let identity: String
  private let world: World
  private let options: Options
  private let parts: PartCache
  private let observe: @Sendable (RunEvent) -> Void

  /// `identity` names the notebook in the history: its path below the project folder.
  package init(
    _ notebook: CheckedNotebook, identity: String, world: World, options: Options,
    observe: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.notebook = notebook
    self.identity = identity
    self.world = world
    self.options = options
    self.observe = observe
    let store = options.useStore ? world.store : nil
    parts = PartCache(memory: world.memory) { store?.part($0) }
  }

  /// Runs all cells. Throws `MissingPart` where a stored result turned out to be damaged after it was taken for good.
  package func run() async throws(MissingPart) -> NotebookResults {
    var outcomes = [CellOutcome?](repeating: nil, count: notebook.cells.count)
    var waiting = notebook.order
    var missing: MissingPart?
    var stopped = false
    await withTaskGroup(of: (Int, Result<CellOutcome, MissingPart>).self) { group in
      var running = 0
      func start() {
        var index = 0
        while index < waiting.count, running < world.jobs, missing == nil {
          let cell = waiting[index]
          guard notebook.cells[cell].dependencies.allSatisfy({ outcomes[$0] != nil }) else {
            index += 1
            continue
          }
          waiting.remove(at: index)
          if let blocked = blockedOutcome(cell, outcomes, stopped: stopped) {
            outcomes[cell] = blocked
            observe(.ended(cell: cell, blocked))
            index = 0
            continue
          }
          let inputs = inputValues(cell, outcomes)
          running += 1
          observe(.started(cell: cell))
          group.addTask { (cell, await outcome(of: cell, inputs)) }
        }
      }
      start()
      while let (cell, result) = await group.next() {
        running -= 1
        switch result {
        case .success(let outcome):
          outcomes[cell] = outcome
          if outcome.failure != nil, options.failFast { stopped = true }
          observe(.ended(cell: cell, outcome))
        case .failure(let part): missing = part
        }
        start()
      }
    }
    if let missing { throw missing }
    return try results(outcomes)
  }

  /// The ingredients and the key that a cell would have now, given those of the cells it needs; nil while these are not known.
  private func ingredients(_ index: Int, _ inputs: [any Value]) -> [Ingredient] {
    let cell = notebook.cells[index]
    guard let work = cell.work else { return [] }
    var list = [Ingredient(.verb, role: cell.spec.name, value: String(cell.spec.meaning))]
    let mentioned = cell.clauses.flatMap(\.parameters)
    for name in Set(mentioned).sorted() {
      guard let value = notebook.parameters[name] else { continue }
      list.append(Ingredient(.parameter, role: "$" + name, value: SettingsText.text(value)))
    }
    list += work.settings
    if work.isRandom { list.append(Ingredient(.seed, role: "seed", value: String(seed(index)))) }
    for (position, input) in zip(work.inputs, inputs).enumerated() {
      list += input.1.ingredients(reading: input.0.reads, label: input.0.name).map { ingredient in
        var copy = ingredient
        copy.role = "input \(position + 1) \(ingredient.role)"
        return copy
      }
    }
    return list
  }

  private func seed(_ index: Int) -> UInt64 {
    UInt64(bitPattern: notebook.cells[index].common.seed ?? notebook.tree.frontMatter.seed)
  }

  private func inputValues(_ index: Int, _ outcomes: [CellOutcome?]) -> [any Value] {
    (notebook.cells[index].work?.inputs ?? []).compactMap { input in
      guard let values = outcomes[input.producer.cell]?.values, input.producer.output < values.count else {
        return nil
      }
      return values[input.producer.output]
    }
  }

  private func blockedOutcome(_ index: Int, _ outcomes: [CellOutcome?], stopped: Bool) -> CellOutcome? {
    let cell = notebook.cells[index]
    if let failure = cell.dataFailure { return .failed(failure, seconds: 0) }
    if let cause = cell.dependencies.first(where: { outcomes[$0]?.status == .stale }) {
      return .stale("needs `\(notebook.cells[cause].identity)`, which would run", key: nil, ingredients: [])
    }
    if let cause = cell.dependencies.first(where: { outcomes[$0]?.failure != nil }) {
      let name = notebook.cells[cause].identity
      return .skipped(CellFailure(.blocked, "not run, because `\(name)` has failed"))
    }
    if stopped { return .skipped(CellFailure(.blocked, "not run, because another cell has failed")) }
    return cell.work == nil ? .skipped(CellFailure(.blocked, "not run, because it has errors")) : nil
  }

  private func outcome(of index: Int, _ inputs: [any Value]) async -> Result<CellOutcome, MissingPart> {
    let cell = notebook.cells[index]
    guard let work = cell.work, inputs.count == work.inputs.count else {
      return .success(.failed(CellFailure(.cellFailed, "an input has no value"), seconds: 0))
    }
    let context = RunContext(
      inputs: inputs, seed: seed(index), parts: parts, files: world.files, memo: world.memo,
      keeper: world.keeper, clock: world.clock)
    let began = world.clock()
    do {
      guard work.isComputed else {
        let result = StoredResult(manifest: [])
        return .success(
          CellOutcome(
            status: .cached, reason: "", seconds: world.clock() - began, secondsSaved: 0, key: nil,
            ingredients: [],
            values: try work.values(of: result, context), result: result, context: context))
      }
      let outcome = try computed(index, work, context, began)
      if let outputs = world.outputs, let result = outcome.result {
        for file in try work.outputFiles(outcome.values, result) { try put(file, outputs) }
      }
      return .success(outcome)
    } catch let part as MissingPart where options.useStore {
      return .failure(part)
    } catch {
      return .success(.failed(CellFailure(describing: error), seconds: world.clock() - began))
    }
  }

  private func computed(
    _ index: Int, _ work: any CellWork, _ context: RunContext, _ began: Double
  ) throws -> CellOutcome {
    let cell = notebook.cells[index]
    let ingredients = ingredients(index, context.inputs)
    let key = Ingredient.key(ingredients)
    let store = options.useStore && cell.common.cache ? world.store : nil
    if !options.refresh, let stored = store?.result(for: key),
      let values = try readable(stored.manifest, work, context)
    {
      let result = StoredResult(manifest: stored.manifest)
      return CellOutcome(
        status: .cached, reason: "", seconds: world.clock() - began, secondsSaved: stored.seconds, key: key,
        ingredients: ingredients, values: values, result: result, context: context)
    }
    let reason = reason(index, ingredients, store)
    if options.lookUpOnly { return .stale(reason, key: key, ingredients: ingredients) }
    var working = context
    working.ingredients = ingredients
    working.progress = { [observe] text in observe(.progressed(cell: index, text)) }
    if let store {
      working.records = WorkRecords(store, verb: cell.spec.name, isRefreshed: options.refresh)
      if !options.refresh {
        working.previous = { [identity] in
          guard let last = store.lastIngredients(notebook: identity, cell: cell.identity),
            let stored = store.result(for: Ingredient.key(last))
          else { return nil }
          return (last, StoredResult(manifest: stored.manifest))
        }
      }
    }
    let made = try work.run(working)
    for part in made.parts { parts.add(part) }
    let seconds = world.clock() - began
    store?.keep(made, key: key, verb: cell.spec.name, ingredients: ingredients, seconds: seconds)
    let result = StoredResult(manifest: made.manifest)
    return CellOutcome(
      status: .ran, reason: reason, seconds: seconds, secondsSaved: 0, key: key, ingredients: ingredients,
      values: try work.values(of: result, context), result: result, context: context)
  }

  private func put(_ file: OutputFile, _ outputs: any OutputFiles) throws {
    do throws(FileProblem) {
      try outputs.write(file)
    } catch {
      throw CellFailure(error, at: file.span)
    }
  }

  /// The values of a stored result; nil, and so a miss, where its bytes are not what this version writes.
  private func readable(_ manifest: [UInt8], _ work: any CellWork, _ context: RunContext) throws
    -> [any Value]?
  {
    do {
      return try work.values(of: StoredResult(manifest: manifest), context)
    } catch is DecodingFailure {
      return nil
    }
  }

  private func reason(_ index: Int, _ ingredients: [Ingredient], _ store: (any Store)?) -> String {
    if !notebook.cells[index].common.cache { return "never kept (`cache no`)" }
    guard let store else { return "the store is not used" }
    guard let last = store.lastIngredients(notebook: identity, cell: notebook.cells[index].identity) else {
      return "first run"
    }
    if options.refresh { return "asked for again" }
    return RunReason.summary(RunReason.changes(from: last, to: ingredients))
  }

  // MARK: Requirements and inline values

  private func results(_ outcomes: [CellOutcome?]) throws(MissingPart) -> NotebookResults {
    let reader = ResultReader(notebook: notebook, outcomes: outcomes)
    var gates: [[GateOutcome]] = []
    for cell in notebook.cells {
      var list: [GateOutcome] = []
      for gate in cell.work?.gates ?? [] { list.append(try reader.test(gate)) }
      gates.append(list)
    }
    var values: [Result<String, CellFailure>] = []
    for value in notebook.tree.markdown.inlineValues { values.append(try reader.text(of: value)) }
    return NotebookResults(outcomes: outcomes, gates: gates, inlineValues: values)
  }
}

extension CellOutcome {
  static func failed(_ failure: CellFailure, seconds: Double) -> CellOutcome {
    CellOutcome(
      status: .failed, reason: failure.message, seconds: seconds, secondsSaved: 0, key: nil, ingredients: [],
      values: [], result: nil, context: nil, failure: failure)
  }

  static func stale(_ reason: String, key: Digest?, ingredients: [Ingredient]) -> CellOutcome {
    CellOutcome(
      status: .stale, reason: reason, seconds: 0, secondsSaved: 0, key: key, ingredients: ingredients,
      values: [],
      result: nil, context: nil, failure: nil)
  }

  static func skipped(_ failure: CellFailure) -> CellOutcome {
    var outcome = failed(failure, seconds: 0)
    outcome.status = .skipped
    return outcome
  }
}

extension CellFailure {
  /// Any error as a failure of its cell.
  package init(describing error: any Error) {
    switch error {
    case let failure as CellFailure: self = failure
    case let error as FormulaError: self.init(.cellFailed, error.message, hint: error.hint)
    case let error as DecodingFailure:
      self.init(.cellFailed, "a stored result cannot be read: \(error.reason)")
    case let error as FileProblem: self.init(error)
    default: self.init(.cellFailed, "\(error)")
    }
  }
}
