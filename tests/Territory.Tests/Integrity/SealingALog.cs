using Shouldly;
using Territory.Ledger.Integrity;
using Xunit;

namespace Territory.Tests.Integrity;

public sealed class SealingALog
{
    private static readonly DateTimeOffset Then = new(2024, 12, 7, 9, 0, 0, TimeSpan.Zero);
    private static readonly StoredRow Row = new(7, Guid.Parse("01939f3e-0000-7000-8000-000000000007"), "area/x/A1", 3, "change_decided.v1", Then, "{\"a\": 1}");

    [Fact]
    public void every_column_of_an_event_is_in_its_digest()
    {
        StoredRow[] others = [Row with { Position = 8 }, Row with { Id = Guid.Empty }, Row with { Stream = "area/x/A2" }, Row with { Version = 4 }, Row with { Type = "x" }, Row with { RecordedAt = Then.AddMicroseconds(1) }, Row with { Json = "{\"a\": 2}" }];
        others.Append(Row).Select(row => Convert.ToHexString(row.Digest())).Distinct().Count().ShouldBe(others.Length + 1);
    }

    [Fact]
    public void a_seal_knows_its_holes_and_whether_it_is_whole()
    {
        var seal = Seal.Of(4, new byte[32], [Row, Row with { Position = 8 }, Row with { Position = 12 }]);
        seal.Skips().ShouldBe([(5, 6), (9, 11)]);
        seal.IsWhole.ShouldBeTrue();
        (seal with { Positions = [7, 9, 12] }).IsWhole.ShouldBeFalse();
        (seal with { Previous = Row.Digest() }).IsWhole.ShouldBeFalse();
        (seal with { Last = 13 }).IsWhole.ShouldBeFalse();
        (seal with { Digests = seal.Digests[..64] }).IsWhole.ShouldBeFalse();
    }

    [Fact]
    public void the_chain_depends_on_what_was_told_and_on_its_order()
    {
        SealedChange Chain(params string[] told) => told.Select((json, i) => (json, i)).Aggregate(SealedChange.Start("x"), (chain, next) => chain.Next(next.i + 1, next.json));
        var chained = Chain("{\"a\":1}", "{\"b\":2}");
        (chained.Number, chained.Position).ShouldBe((2, 2));
        Chain("{ \"a\": 1 }", "{\"b\":2}").Hash.ShouldBe(chained.Hash, "white space is not told");
        Chain("{\"b\":2}", "{\"a\":1}").Hash.ShouldNotBe(chained.Hash);
        Chain("{\"a\":1}", "{\"b\":3}").Hash.ShouldNotBe(chained.Hash);
    }

    [Theory]
    [InlineData(10, 10, 10, "")]
    [InlineData(10, 12, 12, "")]
    [InlineData(10, 9, 10, "unseen")]
    [InlineData(10, 12, 10, "missingEvent")]
    public void who_follows_must_have_come_to_the_head(long head, long cursor, long now, string found)
    {
        CheckFollowers.Followers.Length.ShouldBe(2, "the relay and whoever assesses areas anew");
        foreach (var follower in CheckFollowers.Followers)
            string.Join(' ', CheckFollowers.Judge(follower, head, cursor, now).Select(f => f.Kind)).ShouldBe(found == "unseen" ? follower.Unseen : found);
    }

    [Theory]
    [InlineData(10, 11, "")]
    [InlineData(10, 9, "unsealed")]
    public void seals_must_have_come_to_the_head(long head, long sealedTo, string found) => string.Join(' ', CheckFollowers.JudgeSeals(head, sealedTo).Select(f => f.Kind)).ShouldBe(found);

    [Fact]
    public void an_altered_entry_is_shown_with_both_hashes()
    {
        const string told = """{"position":"5","previousposition":"0"}""";
        CheckChanges.Entry Entry(string json) => new(5, json, 1, SealedChange.Start("x").Next(5, told).Hash);
        CheckChanges.Judge("x", Entry(told), new byte[Seal.Length], 0, 0).ShouldBeEmpty();
        var altered = CheckChanges.Judge("x", Entry(told + " "), new byte[Seal.Length], 0, 0);
        altered.ShouldBeEmpty("white space is no matter of canonical JSON");
        var other = CheckChanges.Judge("x", Entry(told.Replace("\"5\"", "\"6\"", StringComparison.Ordinal)), new byte[Seal.Length], 0, 0).ShouldHaveSingleItem();
        (other.Kind, other.Is is null, other.Is == other.ShouldBe).ShouldBe(("alteredChange", false, false));
        CheckChanges.Judge("x", Entry("no JSON"), new byte[Seal.Length], 0, 0).ShouldHaveSingleItem().Is.ShouldBeNull();
    }
}
