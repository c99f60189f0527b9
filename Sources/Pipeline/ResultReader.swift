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
        gate: gate, outcome: .failed, found: sides?.left ?? "not defined", limit: sides?.right)
    case .failure: return GateOutcome(gate: gate, outcome: .unknown, found: nil)
    }
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
    var missing: MissingPart?
    var typing = ExpressionTyping(parameters: notebook.parameters) { path in
      do {
        return .success(.literal(try member(path)))
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
      return .failure(CellFailure(first?.code ?? .inlineValue, first?.message ?? "cannot be computed"))
    }
    do {
      return .success(try formula.value())
    } catch {
      return .failure(CellFailure(describing: error))
    }
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
