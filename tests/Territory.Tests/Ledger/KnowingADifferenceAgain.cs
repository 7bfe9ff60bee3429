using System.Text.Json;
using Shouldly;
using Territory.Ledger.Rebuilds;
using Territory.Ledger.Views;
using Xunit;

namespace Territory.Tests.Ledger;

/// <summary>An approval is one of differences that were shown; the log goes on meanwhile.</summary>
public sealed class KnowingADifferenceAgain
{
    private static readonly ViewTable Table = new("timeline", ["theatre", "area"]);
    private const string Shown = """{"theatre":"syria","area":"SY12","controller":"NOBODY","known_to":9}""", Rebuilt = """{"theatre":"syria","area":"SY12","controller":"OPP","known_to":9}""";

    [Fact]
    public void what_both_sides_write_makes_it_no_other() =>
        Of(Shown.Replace("9", "12", StringComparison.Ordinal), Rebuilt.Replace("9", "12", StringComparison.Ordinal)).ShouldBe(Of(Shown, Rebuilt));

    [Theory]
    [InlineData("NOBODY", "SOMEBODY")]
    [InlineData("SY12", "SY11")]
    [InlineData("9", "8")]
    public void another_row_or_value_is_another(string was, string now) => Of(Shown.Replace(was, now, StringComparison.Ordinal), Rebuilt).ShouldNotBe(Of(Shown, Rebuilt));

    [Fact]
    public void a_row_too_many_is_not_one_too_few()
    {
        Of(Shown, null).ShouldNotBe(Of(null, Shown));
        Of(Shown, null).ShouldNotBe(Of(Rebuilt, null), "what would go is part of it");
    }

    [Fact]
    public void an_approval_of_all_covers_what_was_never_shown()
    {
        new Approval(true, new HashSet<long>()).Covers(1).ShouldBeTrue();
        new Approval(false, new HashSet<long> { 1 }).Covers(2).ShouldBeFalse();
    }

    private static long Of(string? live, string? rebuilt) => DifferenceDigest.Of(Table, Row(live), Row(rebuilt));

    private static JsonElement? Row(string? json) => json is null ? null : JsonDocument.Parse(json).RootElement;
}
