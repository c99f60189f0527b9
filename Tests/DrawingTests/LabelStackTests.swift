import Testing

@testable import Drawing

@Suite struct LabelStackTests {
  @Test func leavesLabelsWhereTheyFit() {
    #expect(LabelStack.place(desired: [50, 10], sizes: [10, 10], low: 0, high: 100) == [50, 10])
  }

  @Test func sharesTheShiftBetweenNeighbours() {
    #expect(LabelStack.place(desired: [50, 50], sizes: [10, 10], low: 0, high: 100) == [45, 55])
    #expect(
      LabelStack.place(desired: [99, 99, 99], sizes: [10, 10, 10], low: 0, high: 100) == [70, 80, 90])
    #expect(LabelStack.place(desired: [], sizes: [], low: 0, high: 100).isEmpty)
  }

  @Test func neverOverlapsAndKeepsOrder() {
    var numbers = Numbers(seed: 3)
    for _ in 0..<1000 {
      let count = 1 + Int(numbers.next() * 12)
      let sizes = (0..<count).map { _ in 4 + numbers.next() * 12 }
      let desired = (0..<count).map { _ in numbers.next() * 260 - 30 }
      let starts = LabelStack.place(desired: desired, sizes: sizes, low: 0, high: 200)
      let order = (0..<count).sorted { (desired[$0], $0) < (desired[$1], $1) }
      for (a, b) in zip(order, order.dropFirst()) { #expect(starts[a] + sizes[a] <= starts[b] + 1e-9) }
      for index in 0..<count {
        #expect(starts[index] >= -1e-9 && starts[index] + sizes[index] <= 200 + 1e-9)
      }
    }
  }

  @Test func squeezesWhatCannotFit() {
    #expect(
      LabelStack.place(desired: [0, 0, 0, 0], sizes: [10, 10, 10, 10], low: 0, high: 20) == [0, 5, 10, 15])
  }
}
