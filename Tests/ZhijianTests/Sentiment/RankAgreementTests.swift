import Testing
import Zhijian

@Suite struct RankAgreementTests {
  @Test func ranksDecideAndTiesCountHalf() {
    #expect(RankAgreement.auc([(0.1, false), (0.2, true), (0.3, false), (0.4, true)]) == 0.75)
    #expect(RankAgreement.auc([(1, false), (1, true)]) == 0.5)
    #expect(RankAgreement.auc([(1, true), (2, true)]) == nil)
    #expect(RankAgreement.spearman([(1, 10), (2, 20), (3, 30)]) == 1)
    #expect(RankAgreement.spearman([(1, 3), (2, 2), (3, 1)]) == -1)
    #expect(RankAgreement.spearman([(1, 1), (1, 2)]) == nil)
  }

  private func message(_ text: String, _ label: Double?) -> LabelledConversation.Message {
    .init(role: .customer, text: text, label: label)
  }

  @Test func everyKindOfLabelHasItsFigures() throws {
    let chat = LabelledConversation(
      id: "a", messages: [message("一", -1), .init(role: .agent, text: "二"), message("三", 0), message("四", 1)])
    let turns = SentimentAgreement(
      LabelledSet(name: "chats", conversations: [chat]), scores: [[-600, 0, 0, 500]])
    let figures = Dictionary(uniqueKeysWithValues: turns.figures.map { ($0.measure, $0.value) })
    #expect(figures[.turnDissatisfied] == 1 && figures[.turnSatisfied] == 1 && figures[.turnSpearman] == 1)
    #expect(figures[.turnAccuracy] == 1)
    #expect(turns.calibration.map(\.count) == [1, 1, 1] && turns.calibration.first?.meanLabel == -1)

    let wholes = [(-1.0, -700), (-0.4, -100), (0.8, 300)].enumerated().map { number, pair in
      (LabelledConversation(id: "\(number)", messages: [message("话", nil), message("话话", nil)], label: pair.0), pair.1)
    }
    let whole = SentimentAgreement(
      LabelledSet(name: "wholes", conversations: wholes.map(\.0)), scores: wholes.map { [0, $0.1] })
    let wholeFigures = Dictionary(uniqueKeysWithValues: whole.figures.map { ($0.measure, $0.value) })
    #expect(wholeFigures[.conversationSpearman] == 1 && wholeFigures[.conversationDissatisfied] == 1)

    let named = ["angry", "happy", "sad", "neutral"].map { name in
      LabelledConversation(
        id: name, messages: [message(name, nil)], label: LabelledConversation.label(ofFeeling: name), feeling: name)
    }
    let texts = SentimentAgreement(
      LabelledSet(name: "texts", conversations: named), scores: [[-900], [800], [-300], [0]])
    #expect(texts.figures.map(\.measure) == [.textAnger, .textHappy] && texts.figures.allSatisfy { $0.value == 1 })
    #expect(texts.moods == nil)
  }

  @Test func theFarthestApartComeFirst() {
    let conversations = [(1.0, -500), (1, 900), (-1, 800)].enumerated().map { number, pair in
      LabelledConversation(id: "\(number)", messages: [message("句\(number)", nil)], label: pair.0)
    }
    let agreement = SentimentAgreement(
      LabelledSet(name: "t", conversations: conversations), scores: [[-500], [900], [800]])
    #expect(agreement.disagreements.map { $0.texts.map(\.text) } == [["句2"], ["句0"], ["句1"]])
    #expect(agreement.disagreements.first?.distance == 1.8)
  }
}
