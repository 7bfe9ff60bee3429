using Territory.Ledger.Rebuilds;

namespace Territory.Ledger.Views;

/// <summary>
/// Which version of each view the tables hold (table <c>views</c>). A view that is missing, or of another shape than this
/// program's, is folded from the log beside whatever is there and put in its place before anything is served.
/// </summary>
internal static class ViewVersions
{
    public const string Create = $"create table if not exists {LedgerStore.Schema}.views (name text primary key, version int not null);";

    public static async Task ApplyAsync(LedgerStore store, CancellationToken cancellation)
    {
        foreach (var view in LedgerViews.All)
            if (await ReadAsync(store, view, cancellation) != view.Version) await BringAsync(store, view, cancellation);
    }

    private static async Task BringAsync(LedgerStore store, LedgerView view, CancellationToken cancellation)
    {
        var shadow = new Shadow(store, view, "shadow_of_" + view.Name);
        await shadow.CreateAsync(cancellation);
        await shadow.FoldAllAsync(cancellation);
        await store.Door.EnterAsync(async (door, ct) =>
        {
            await shadow.CatchUpAsync(door, ct);
            await shadow.SwapAsync(door.Connection, ct);
            return 0;
        }, null, cancellation);
        await shadow.DropAsync(cancellation);
        await using var mark = store.Database.Pool.CreateCommand($"insert into {LedgerStore.Schema}.views values ($1, $2) on conflict (name) do update set version = excluded.version");
        mark.Parameters.Add(new() { Value = view.Name });
        mark.Parameters.Add(new() { Value = view.Version });
        await mark.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<int> ReadAsync(LedgerStore store, LedgerView view, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select version from {LedgerStore.Schema}.views where name = $1");
        read.Parameters.Add(new() { Value = view.Name });
        return await read.ExecuteScalarAsync(cancellation) as int? ?? 0;
    }
}
