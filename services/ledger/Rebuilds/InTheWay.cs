using System.Globalization;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>Who holds the live tables of a view, in words for the person who can end that.</summary>
internal sealed class InTheWay(LedgerStore store, LedgerView view, TimeSpan patience)
{
    private const int MostNamed = 3;

    /// <param name="Since">Null where the server does not tell: of other roles it shows no times.</param>
    private sealed record Holder(int Pid, string Name, string Doing, TimeSpan? Since)
    {
        public string InWords => string.Create(CultureInfo.InvariantCulture, $"process {Pid} of the database ({Name}, {Doing}{(Since is { } since ? $" for {since.TotalSeconds:0} s" : "")})");
    }

    private string Patience => patience.TotalSeconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{patience.TotalSeconds:0} seconds") : string.Create(CultureInfo.InvariantCulture, $"{patience.TotalMinutes:0} minutes");

    /// <summary>While it waits.</summary>
    public async Task<string> StageAsync(CancellationToken cancellation) => $"waiting for {Named(await HoldersAsync(cancellation))} to end; gives up after {Patience}";

    /// <summary>When it gives up.</summary>
    public async Task<string> SentenceAsync(CancellationToken cancellation)
    {
        var holders = await HoldersAsync(cancellation);
        var end = holders.Count > 0 ? $"End it (select pg_terminate_backend({holders[0].Pid})) or wait until it is over" : "Look for long transactions in pg_stat_activity";
        return $"For {Patience} the rebuilt view could not be put in its place, because of {Named(holders)}. {end}, then start the rebuild again.";
    }

    private static string Named(IReadOnlyList<Holder> holders) => holders.Count == 0 ? "a long reader or writer" : string.Join(" and ", holders.Select(holder => holder.InWords));

    private async Task<IReadOnlyList<Holder>> HoldersAsync(CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"""
            select a.pid, coalesce(nullif(a.application_name, ''), a.backend_type, 'another role''s'), coalesce(a.state, 'at work'), clock_timestamp() - coalesce(a.xact_start, a.query_start, a.backend_start)
            from pg_stat_activity a
            where a.pid in (select l.pid from pg_locks l where l.granted and l.locktype = 'relation' and l.database = (select oid from pg_database where datname = current_database())
              and l.relation in (select to_regclass('{LedgerStore.Schema}.' || t.name)::oid from unnest($1) t (name)))
            order by 4 desc nulls last limit {MostNamed}
            """);
        read.Parameters.Add(new() { Value = view.Tables.Select(table => table.Name).ToArray() });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var holders = new List<Holder>();
        while (await row.ReadAsync(cancellation)) holders.Add(new(row.GetInt32(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetTimeSpan(3)));
        return holders;
    }
}

/// <summary>Somebody held the live tables for too long; the message says who, and what to do.</summary>
internal sealed class InTheWayException(string message) : Exception(message);
