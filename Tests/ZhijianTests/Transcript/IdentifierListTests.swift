import Testing

@testable import Zhijian

@Suite struct IdentifierListTests {
  @Test(arguments: [1, 8, 9, 40])
  func everyIdKeepsItsPlace(_ count: Int) {
    var list = IdentifierList()
    #expect(list.known("0") == nil)
    for round in 0..<2 {
      for id in 0..<count {
        #expect(list.place(of: "\(id)") == id)
        #expect(list.count == (round == 0 ? id + 1 : count))
      }
    }
    #expect((0..<count).allSatisfy { list[$0] == "\($0)" && list.known("\($0)") == $0 })
    #expect(list.known("x") == nil)
  }
}
