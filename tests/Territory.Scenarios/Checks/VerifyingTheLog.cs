using System.Globalization;
using Shouldly;
using Territory.Ledger.Areas;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Checks;

/// <summary>Both logs beside what was sealed of them, on a real store somebody has written to.</summary>
public sealed class VerifyingTheLog(PostgresPart postgres)
{
    private const string NextPublic = "(select position from ledger.public_log order by position offset {0} limit 1)";

    /// <summary>What somebody does to three events, the last first, and what is found of it at their positions.</summary>
    private static readonly (int One, string Sql, string Kind)[] TamperingWithEvents =
    [
        (9, "update ledger.mt_events set timestamp = timestamp - interval '1 day'", "alteredEvent"),
        (7, "update ledger.mt_events set data = data || '{\"theatre\": \"elsewhere\"}'", "alteredEvent"),
        (4, "delete from ledger.mt_events", "missingEvent"),
    ];

    /// <summary>What somebody does to what was made of the events, and what is found of it.</summary>
    private static readonly (string Sql, string Kind)[] Tampering =
    [
        ("update ledger.public_log set event = replace(event, '\"status\":\"', '\"status\": \"un') where position = " + NextPublic, "alteredChange"),
        ("delete from ledger.public_log where position = " + NextPublic, "missingChange"),
        ("update ledger.sealed_changes set hash = sha256('other') where position = " + NextPublic, "alteredChange"),
        ("update ledger.control_now set version = version + 1 where area = (select min(area) from ledger.control_now)", "unseenByView"),
        ("delete from ledger.standings where position = (select max(position) from ledger.standings)", "unseenByView"),
        ("update ledger.cursors set position = position + 1000 where name = 'reassess-areas'", "missingEvent"),
    ];

    [Fact]
    public async Task whatever_was_altered_or_deleted_is_found()
    {
        await using var ledger = await StartAsync(seed: 21, times: 40);
        using var somebody = new AnOperator(ledger);
        await somebody.SealedAsync();
        var whole = await somebody.CheckAsync(path: "/api/verify");
        whole.GetProperty("findings").GetInt64().ShouldBe(0, whole.ToString());
        whole.GetProperty("summary").GetProperty("checkpoints").GetInt64().ShouldBeGreaterThan(0);

        var altered = new List<(string Kind, string Position)>();
        foreach (var (one, sql, kind) in TamperingWithEvents)
        {
            var position = await somebody.PositionAsync(one);
            (await somebody.TamperAsync($"{sql} where seq_id = {position}")).ShouldBe(1, sql);
            altered.Add((kind, position.ToString(CultureInfo.InvariantCulture)));
        }
        var offset = 2;
        foreach (var (sql, _) in Tampering) (await somebody.TamperAsync(sql.Replace("{0}", (offset += 2).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))).ShouldBeGreaterThan(0, sql);
        var check = await somebody.CheckAsync(path: "/api/verify");
        var found = (await somebody.FindingsAsync(check)).Select(f => (Kind: f.GetProperty("kind").GetString()!, Position: f.GetProperty("position").GetString()!)).ToArray();
        foreach (var (sql, kind) in Tampering) found.ShouldContain(f => f.Kind == kind, $"{sql}: {string.Join(' ', found)}");
        altered.ShouldBeSubsetOf(found);
        found.ShouldContain(f => f.Kind == "brokenStream");
        (await somebody.GetAsync("/api/verify")).GetProperty("last").GetProperty("findings").GetInt64().ShouldBe(check.GetProperty("findings").GetInt64());
    }

    private static readonly (string Sql, string Kind)[] TamperingWithTheProof =
    [
        ($"update ledger.mt_events set seq_id = (select first from ledger.skips order by first desc limit 1) where seq_id = {AnOperator.Nth(2)}", "foreignEvent"),
        ("delete from ledger.skips", "unexplainedHole"),
        ("delete from ledger.seals where after = (select after from ledger.seals order by after offset 1 limit 1)", "missingSeal"),
        ("update ledger.seals set digests = sha256('other') || substr(digests, 33) where after = 0", "brokenSeal"),
        ("update ledger.checkpoints set count = count + 1 where position = (select max(position) from ledger.checkpoints)", "brokenCheckpoint"),
    ];

    [Fact]
    public async Task seals_and_checkpoints_are_proven_too()
    {
        await using var ledger = await StartAsync(seed: 22, times: 6);
        using var somebody = new AnOperator(ledger);
        for (var page = 0; page < 3; page++)
        {
            await somebody.SealedAsync();
            await BurnAsync(somebody);
            await RecordAsync(ledger, seed: 23 + page, times: 3);
        }
        await somebody.SealedAsync();
        foreach (var (sql, _) in TamperingWithTheProof) (await somebody.TamperAsync(sql)).ShouldBeGreaterThan(0, sql);
        var found = (await somebody.FindingsAsync(await somebody.CheckAsync(path: "/api/verify"))).Select(f => f.GetProperty("kind").GetString()).ToArray();
        foreach (var (sql, kind) in TamperingWithTheProof) found.ShouldContain(kind, $"{sql}: {string.Join(' ', found)}");
    }

    [Fact]
    public async Task a_stranger_can_prove_it_with_the_documented_script()
    {
        await using var ledger = await StartAsync(seed: 27, times: 30);
        using var somebody = new AnOperator(ledger);
        await somebody.SealedAsync();
        var skipped = await SkippedAsync();
        await BurnAsync(somebody);
        await RecordAsync(ledger, seed: 28, times: 10);
        await somebody.SealedAsync();
        (await somebody.CheckAsync(path: "/api/verify")).GetProperty("findings").GetInt64().ShouldBe(0, "a number that was given out and rolled back is explained");
        (await SkippedAsync()).ShouldBeGreaterThanOrEqualTo(skipped + 3);

        var (proven, said) = await AStranger.RunScriptAsync(somebody);
        proven.ShouldBe(0, said);
        said.ShouldContain("checkpoints hold");
        (await somebody.TamperAsync("update ledger.public_log set event = replace(event, '\"extent\":\"', '\"extent\":\"un') where position = (select min(position) from ledger.public_log)")).ShouldBe(1);
        (proven, said) = await AStranger.RunScriptAsync(somebody);
        proven.ShouldBe(1, said);
        said.ShouldContain("does not lead to the checkpoint");

        async Task<long> SkippedAsync() => (await somebody.GetAsync("/api/verify")).GetProperty("skips").GetProperty("positions").GetInt64();
    }

    [Fact]
    public async Task the_command_line_ends_with_one_when_something_is_found()
    {
        await using var ledger = await StartAsync(seed: 29, times: 10);
        using var somebody = new AnOperator(ledger);
        await somebody.SealedAsync();
        (await AStranger.TerritoryAsync(somebody, "verify")).Code.ShouldBe(0);
        (await AStranger.TerritoryAsync(somebody, "check")).Code.ShouldBe(0);
        var altered = await somebody.PositionAsync(2);
        (await somebody.TamperAsync($"update ledger.mt_events set data = data || '{{\"theatre\": \"elsewhere\"}}' where seq_id = {altered}")).ShouldBe(1);
        (await AStranger.TerritoryAsync(somebody, "verify")).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(1), r => r.Said.ShouldContain("alteredEvent"), r => r.Said.ShouldContain($"position {altered}"));
        (await somebody.TamperAsync("delete from ledger.observed")).ShouldBeGreaterThan(0);
        (await AStranger.TerritoryAsync(somebody, "check", "--view", "control_now")).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(1), r => r.Said.ShouldContain("expected"));
        (await AStranger.TerritoryAsync(somebody, "repair", "control_now", "nowhere at all")).Code.ShouldBe(3);
    }

    /// <summary>Numbers are given out to appends that are rolled back.</summary>
    private static Task<long> BurnAsync(AnOperator somebody) => somebody.AskAsync<long>("select setval('ledger.mt_events_sequence', (select last_value + 3 from ledger.mt_events_sequence))");

    private async Task<ALedger> StartAsync(int seed, int times)
    {
        var ledger = await ALedger.StartAsync(await postgres.NewDatabaseAsync(), new HandClock(AHistory.Begin.AddDays(40)));
        using (var somebody = new AnOperator(ledger)) await BurnAsync(somebody);
        await RecordAsync(ledger, seed, times);
        return ledger;
    }

    private static Task RecordAsync(ALedger ledger, int seed, int times) => new AHistory(ledger.Get<AreaDoor>(), (HandClock)ledger.Get<TimeProvider>(), seed, $"s{seed}").RecordAsync(times);
}
