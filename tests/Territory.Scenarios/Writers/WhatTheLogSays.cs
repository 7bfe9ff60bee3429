using Shouldly;

namespace Territory.Scenarios.Writers;

/// <summary>What must be so of the log after many wrote to it at once.</summary>
internal static class WhatTheLogSays
{
    /// <summary>Every acknowledged claim is there once, each writer's in the order it sent them, and nobody deadlocked.</summary>
    public static async Task ShouldBeStoredOnceAsync(this WritersOfOneArea writers, TwoLedgers ledgers)
    {
        var stored = await StoredAsync(ledgers);
        stored.Count.ShouldBe(stored.Distinct().Count(), "a claim is stored twice");
        var place = stored.Select((id, at) => (id, at)).ToDictionary(s => s.id, s => s.at);
        writers.Acknowledged.Count.ShouldBeGreaterThan(0);
        foreach (var said in writers.Acknowledged.Values)
        {
            said.ShouldAllBe(id => place.ContainsKey(id), "an acknowledged claim is not stored");
            said.Select(id => place[id]).ShouldBeInOrder(SortDirection.Ascending);
        }
        (await ledgers.AskAsync<long>("select deadlocks from pg_stat_database where datname = current_database()")).ShouldBe(0);
    }

    /// <summary>The longest time in which the log, and the views with it, did not move on.</summary>
    public static Task<TimeSpan> LongestPauseAsync(this TwoLedgers ledgers) =>
        ledgers.AskAsync<TimeSpan>("select max(pause) from (select timestamp - lag(timestamp) over (order by seq_id) as pause from ledger.mt_events) as pauses");

    private static async Task<IReadOnlyList<string>> StoredAsync(TwoLedgers ledgers)
    {
        await using var read = ledgers.Database.CreateCommand("select data -> 'claim' ->> 'id' from ledger.mt_events where type = 'claim_recorded.v1' order by seq_id");
        await using var row = await read.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await row.ReadAsync()) ids.Add(row.GetString(0));
        return ids;
    }
}
