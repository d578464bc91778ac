/// Durations of which some are known only to be longer than they have been so far.
struct CensoredSample {
  let times: DurationSample
  let censored: DurationSample

  /// The percentile (1…100) after Kaplan and Meier: the least time by which so many have ended; nil where the sample
  /// does not tell. Without censored ones it is that of the nearest rank.
  func percentile(_ percent: Int) -> Int64? {
    let ends = times.values
    let open = censored.values
    guard !ends.isEmpty else { return nil }
    if open.isEmpty { return SampleStatistics.nearestRank(percent, ofSorted: ends) }
    let total = ends.count + open.count
    let wanted = 1 - Double(min(max(percent, 1), 100)) / 100
    var survival = 1.0
    var place = 0
    var gone = 0
    while place < ends.count {
      let time = ends[place]
      var last = place
      while last < ends.count, ends[last] == time { last += 1 }
      // Whoever was still waiting at this very time is at risk, too.
      while gone < open.count, open[gone] < time { gone += 1 }
      let atRisk = total - place - gone
      survival *= 1 - Double(last - place) / Double(atRisk)
      if survival <= wanted + 1e-12 { return time }
      place = last
    }
    return nil
  }
}
