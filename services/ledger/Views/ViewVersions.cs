using Npgsql;
using Territory.Hosting;
using Territory.Ledger.Rebuilds;

namespace Territory.Ledger.Views;

/// <summary>
/// Which version of each view the tables hold (table <c>views</c>). A view that is missing, of another version than this
/// program's, or without tables or columns of its definition, is rebuilt beside whatever is there, as any view is, and put in its place before this program serves
/// anything: it cannot read the other shape. Instances of the version before go on with theirs until then.
/// </summary>
internal static class ViewVersions
{
    private const string Table = LedgerStore.Schema + ".views";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public const string Create = $"create table if not exists {Table} (name text primary key, version int not null);";

    public static async Task ApplyAsync(LedgerStore store, RebuildRuns runs, RebuildView rebuild, CancellationToken cancellation)
    {
        foreach (var view in LedgerViews.All)
            if (await WhyNotAsync(store, view, cancellation) is { } why && !await TryBeginAsync(store, view, cancellation)) await BringAsync(store, view, why, runs, rebuild, cancellation);
    }

    /// <summary>Why this program cannot serve the tables as they are; null when it can.</summary>
    private static async Task<string?> WhyNotAsync(LedgerStore store, LedgerView view, CancellationToken cancellation)
    {
        if (await ReadAsync(store, view, cancellation) is var version && version != view.Version) return $"version {view.Version} of the view; the tables hold version {version}";
        return await ViewShape.LackingAsync(store, view, cancellation) is { Count: > 0 } lacking ? string.Join(" ", lacking.Values) : null;
    }

    /// <summary>SQL that marks the tables as this program's version, for the transaction that puts them there.</summary>
    public static string Mark(LedgerView view) => $"insert into {Table} values ('{view.Name}', {view.Version}) on conflict (name) do update set version = excluded.version;";

    public static async Task<int> ReadAsync(LedgerStore store, LedgerView view, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select version from {Table} where name = $1");
        read.Parameters.Add(new() { Value = view.Name });
        return await read.ExecuteScalarAsync(cancellation) as int? ?? 0;
    }

    /// <summary>Of an empty log the view is empty.</summary>
    private static Task<bool> TryBeginAsync(LedgerStore store, LedgerView view, CancellationToken cancellation) => store.Door.AgainAsync(() => store.Door.EnterAsync(async (door, ct) =>
    {
        await using var any = new NpgsqlCommand($"select exists (select from {LedgerStore.Schema}.mt_events)", door.Connection);
        if (await any.ExecuteScalarAsync(ct) is true) return false;
        var drop = string.Concat(view.Tables.Select(table => $"drop table if exists {LedgerStore.Schema}.{table.Name};"));
        await Shadow.ExecuteAsync(door.Connection, drop + view.Create(LedgerStore.Schema) + Mark(view), ct);
        return true;
    }, null, cancellation), cancellation);

    /// <summary>Goes on with a rebuild of the view that was left, or begins one, and waits for its end, wherever it is worked on.</summary>
    private static async Task BringAsync(LedgerStore store, LedgerView view, string why, RebuildRuns runs, RebuildView rebuild, CancellationToken cancellation)
    {
        for (string? reason = why; reason is not null; reason = await WhyNotAsync(store, view, cancellation))
        {
            // Nobody can be asked before anything is served: what the log says holds.
            var (run, _) = await runs.AddAsync(view.Name, "start", reason, cancellation, approvedBy: "start");
            await EndAsync(run, view, runs, rebuild, cancellation);
        }
    }

    private static async Task EndAsync(RebuildRun run, LedgerView view, RebuildRuns runs, RebuildView rebuild, CancellationToken cancellation)
    {
        while (run.EndedAt is null)
        {
            // It waits for a word about tables that nobody can use any more.
            if (run.State == RebuildState.AwaitingApproval) await runs.RequestCancelAsync(run.Id, "start", cancellation);
            await rebuild.RunAsync(run.Id, cancellation);
            run = (await runs.FindAsync(run.Id, cancellation))!;
            if (run.EndedAt is null) await Task.Delay(BetweenLooks, cancellation);
        }
        if (run.State == RebuildState.Failed)
            throw new CannotServeException($"The view {view.Name} has to be rebuilt to version {view.Version} before this version can serve it, and the rebuild {run.Id} failed: {run.Error} Until then the version before can go on.");
    }
}
