using Shouldly;
using Territory.Ledger.Rebuilds;
using Xunit;

namespace Territory.Tests.Ledger;

public sealed class TellingTheStageOfARebuild
{
    [Theory, InlineData("reading the log", 0.07, "reading the log, 7 %"), InlineData("reading the log", 0.0, "reading the log, 0 %"), InlineData("catching up", null, "catching up"), InlineData(null, 0.5, null)]
    public void the_words_are_made_from_the_share(string? stage, double? share, string? told) => RebuildRuns.InWords(stage, share).ShouldBe(told);
}
