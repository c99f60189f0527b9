import Canonical
import Frame
import Syntax

/// Reads members of results for requirements and inline values.
struct ResultReader {
  let notebook: CheckedNotebook
  let outcomes: [CellOutcome?]

  func test(_ gate: Gate) throws(MissingPart) -> GateOutcome {
    let sides = try compared(gate.expression)
    switch try scalar(gate.expression) {
    case .success(.boolean(let holds)):
      return GateOutcome(
        gate: gate, outcome: holds ? .passed : .failed, found: sides?.left, limit: sides?.right)
    case .success:
      return GateOutcome(
        gate: gate, outcome: .failed, found: sides?.left ?? "not defined", limit: sides?.right,
        reason: try reason(gate.expression))
    case .failure: return GateOutcome(gate: gate, outcome: .unknown, found: nil)
    }
  }

  /// Why the first member that has no value has none, under its name.
  private func reason(_ expression: Expression) throws(MissingPart) -> String? {
    for path in try read(expression).members {
      guard let why = value(path)?.reasonMissing(path.dropFirst().map(\.text)) else { continue }
      return "`\(path.map(\.text).joined(separator: "."))` is not defined: \(why)"
    }
    return nil
  }

  func text(of value: InlineValue) throws(MissingPart) -> Result<String, CellFailure> {
    switch try scalar(value.expression) {
    case .success(let scalar): .success(ResultFormat.text(scalar, formats: value.formats))
    case .failure(let failure): .failure(failure)
    }
  }

  /// The sides of a comparison as text, for showing beside the requirement; nil for what is none, or compares truths.
  private func compared(_ expression: Expression) throws(MissingPart) -> (left: String, right: String?)? {
    guard case .binary(_, let left, let right) = expression.kind, case .success(let value) = try scalar(left)
    else { return nil }
    if case .boolean = value { return nil }
    guard case .success(let limit) = try scalar(right) else {
      return (ResultFormat.text(value, formats: []), nil)
    }
    let texts = ResultFormat.texts(value, limit)
    return (texts.0, texts.1)
  }

  private func scalar(_ expression: Expression) throws(MissingPart) -> Result<Scalar, CellFailure> {
    try read(expression).result
  }

  /// What an expression comes to, and the members that it names.
  private func read(
    _ expression: Expression
  ) throws(MissingPart) -> (result: Result<Scalar, CellFailure>, members: [[Word]]) {
    var missing: MissingPart?
    var members: [[Word]] = []
    var typing = ExpressionTyping(parameters: notebook.parameters) { path in
      do {
        let value = try member(path)
        members.append(path)
        return .success(.literal(value))
      } catch let part as MissingPart {
        missing = part
        return .failure(Diagnostic(.unknownMember, at: path[0].span, ""))
      } catch {
        let failure = CellFailure(describing: error)
        return .failure(Diagnostic(failure.code, at: path[0].span, failure.message))
      }
    }
    let formula = typing.formula(expression)
    if let missing { throw missing }
    guard let formula else {
      let first = typing.diagnostics.first
      let failure = CellFailure(first?.code ?? .inlineValue, first?.message ?? "cannot be computed")
      return (.failure(failure), members)
    }
    do {
      return (.success(try formula.value()), members)
    } catch {
      return (.failure(CellFailure(describing: error)), members)
    }
  }

  private func value(_ path: [Word]) -> (any Value)? {
    guard let producer = notebook.names[path[0].text], let values = outcomes[producer.cell]?.values,
      values.indices.contains(producer.output)
    else { return nil }
    return values[producer.output]
  }

  private func member(_ path: [Word]) throws -> Scalar {
    guard let producer = notebook.names[path[0].text], let outcome = outcomes[producer.cell] else {
      throw CellFailure(.inlineValue, "`\(path[0].text)` has no result")
    }
    guard producer.output < outcome.values.count else {
      throw CellFailure(.inlineValue, "`\(path[0].text)` has failed")
    }
    let members = path.dropFirst().map(\.text)
    guard let value = try outcome.values[producer.output].member(members) else {
      throw CellFailure(.unknownMember, "`\(path[0].text)` has no member `\(members.joined(separator: "."))`")
    }
    return value
  }
}
