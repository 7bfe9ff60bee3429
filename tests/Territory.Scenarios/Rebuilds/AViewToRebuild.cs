using Npgsql;
using Shouldly;
using Territory.Ledger.Areas;
using Territory.Scenarios.Installations;
using Territory.Scenarios.Ledger;

namespace Territory.Scenarios.Rebuilds;

/// <summary>A database with a history, and what has to be true of it whatever befalls a rebuild.</summary>
internal sealed class AViewToRebuild(string database)
{
    private static readonly string[] Tables = ["control_now", "observed", "timeline", "standings", "claim_answers", "claims", "reviews"];
    private IReadOnlyList<string?> before = [];
    private string? table;

    /// <summary>Records a history, in a ledger of this process that is gone afterwards.</summary>
    public async Task RecordAsync(int seed)
    {
        var clock = new HandClock(AHistory.Begin.AddDays(40));
        await using var ledger = await ALedger.StartAsync(database, clock);
        await new AHistory(ledger.Get<AreaDoor>(), clock, seed).RecordAsync(60);
        // What was recorded is published, before anything is compared.
        await Eventually.TrueAsync(async () => await AskAsync("select (coalesce((select max(position) from ledger.cursors), 0) >= max(seq_id))::text from ledger.mt_events") == "true", Eventually.Most);
        await RememberAsync();
    }

    public async Task RememberAsync() => (before, table) = (await StateAsync(), await TableAsync());

    /// <summary>The views, the log and what was published are as they were, one swap happened, and nothing is left over.</summary>
    public async Task IsRightAfterOneSwapAsync()
    {
        await Eventually.TrueAsync(async () => await AskAsync("select count(*)::text from pg_namespace where nspname like 'shadow%'") == "0", Eventually.Most);
        (await StateAsync()).ShouldBe(before);
        (await TableAsync()).ShouldNotBe(table, "the table is another one");
        (await AskAsync("select string_agg(state, ',') from (select state from ledger.rebuilds order by id desc limit 1) r")).ShouldBe("done");
        (await AskAsync("select verification ->> 'different' from ledger.rebuilds order by id desc limit 1")).ShouldBe("0");
    }

    /// <summary>Whatever tables they are in.</summary>
    public async Task HasItsRowsAsync() => (await StateAsync()).ShouldBe(before);

    /// <summary>The live tables are those from before.</summary>
    public async Task IsAsItWasAsync()
    {
        (await StateAsync()).ShouldBe(before);
        (await TableAsync()).ShouldBe(table);
        await Eventually.TrueAsync(async () => await AskAsync("select count(*)::text from pg_namespace where nspname like 'shadow%'") == "0", Eventually.Most);
    }

    public Task UntilStateAsync(string state, TimeSpan most) => Eventually.TrueAsync(async () => await AskAsync("select state from ledger.rebuilds order by id desc limit 1") == state, most);

    public async Task<string?> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var ask = source.CreateCommand(sql);
        return await ask.ExecuteScalarAsync() as string;
    }

    /// <summary>Writes to the database past the door, whether a ledger runs on it or not.</summary>
    public async Task ChangeAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var change = source.CreateCommand(sql);
        await change.ExecuteNonQueryAsync();
    }

    private Task<string?> TableAsync() => AskAsync("select 'ledger.control_now'::regclass::oid::text");

    private async Task<IReadOnlyList<string?>> StateAsync()
    {
        var state = new List<string?> { await AskAsync("select count(*) || ' events, published to ' || (select max(position) from ledger.cursors) from ledger.mt_events") };
        foreach (var name in Tables) state.Add(name + await AskAsync($"select md5(string_agg(t::text, ';' order by t::text)) from ledger.{name} t"));
        return state;
    }
}
