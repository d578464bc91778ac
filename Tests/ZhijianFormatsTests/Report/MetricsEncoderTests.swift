import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct MetricsEncoderTests {
  /// The members that are kept ready against writing each figure by itself.
  @Test func readyMembersEqualWrittenOnes() throws {
    let fixture = try ReportFixture()
    let evaluations = [
      try fixture.evaluate("[+0:00] 客户: 在吗\n[+0:08] 客服(小李): 在的", id: "a"), try fixture.evaluate("客户: 在吗", id: "b"),
    ]
    for metrics in [ServiceMetrics()] + evaluations.map(\.metrics.total) {
      var json = JSONWriter()
      json.metrics(metrics, preset: "generic")
      #expect(String(decoding: json.bytes, as: UTF8.self) == written(metrics))
    }
  }

  private func written(_ metrics: ServiceMetrics) -> String {
    let members = MetricDefinition.all.map { definition in
      let figure = definition.figure(of: metrics)
      let value = figure.value.flatMap { DecimalText.units($0, places: 4) }.map { DecimalText.shortest($0, places: 4) }
      let sum = figure.sum.map { "\($0)" } ?? "null"
      let count = figure.count.map { "\($0)" } ?? "null"
      return #""\#(definition.name)":{"value":\#(value ?? "null"),"sum":\#(sum),"count":\#(count)}"#
    }
    return #"{"preset":"generic",\#(members.joined(separator: ","))}"#
  }
}
