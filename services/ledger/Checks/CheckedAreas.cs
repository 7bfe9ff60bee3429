using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Checks;

/// <summary>An area to look at.</summary>
/// <param name="Events">How many its stream has; 0 for one that only the views know.</param>
internal sealed record CheckedArea(string Theatre, string Code, long Events);

/// <summary>Which areas a check looks at: those that have a stream, and those that only a row of a view speaks of.</summary>
internal static class CheckedAreas
{
    private const int MostAreas = 500;
    private const int MostEvents = 5000;

    public static async Task<IReadOnlyList<CheckedArea>> FindAsync(LedgerStore store, CheckScope scope, CancellationToken cancellation)
    {
        var views = string.Concat(LedgerViews.All.SelectMany(view => view.Tables).Select(table => $" union select distinct theatre, area from {LedgerStore.Schema}.{table.Name}"));
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            Timeout = 0,
            BatchCommands =
            {
                new NpgsqlBatchCommand($"""
                    with streams as (select split_part(id, '/', 2) as theatre, split_part(id, '/', 3) as area, version from {LedgerStore.Schema}.mt_streams where starts_with(id, 'area/')),
                      areas as (select theatre, area from streams{views})
                    select theatre, area, coalesce(version, 0) from areas left join streams using (theatre, area)
                    where ($1::text is null or theatre = $1) and ($2::text is null or area = $2) and ($3 < 0 or (hashtextextended(theatre || '/' || area, 0) & 9223372036854775807) % {CheckShares.All} = $3)
                    order by theatre, area
                    """).With(scope.Theatre).With(scope.Area).With(scope.Share ?? -1),
            },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var areas = new List<CheckedArea>();
        while (await row.ReadAsync(cancellation)) areas.Add(new(row.GetString(0), row.GetString(1), row.GetInt64(2)));
        return areas;
    }

    /// <summary>Whether the areas of a theatre are all there are, of whichever share.</summary>
    public static async Task<bool> AreAllAsync(LedgerStore store, string? theatre, CancellationToken cancellation)
    {
        if (theatre is null) return true;
        await using var others = store.Database.Pool.CreateCommand($"select exists (select from {LedgerStore.Schema}.mt_streams where starts_with(id, 'area/') and split_part(id, '/', 2) <> $1)");
        others.Parameters.Add(new() { Value = theatre });
        return await others.ExecuteScalarAsync(cancellation) is false;
    }

    /// <summary>In groups of one theatre that are looked at together; a long stream is a group of its own.</summary>
    public static IEnumerable<IReadOnlyList<CheckedArea>> InGroups(IEnumerable<CheckedArea> areas)
    {
        var (group, events) = (new List<CheckedArea>(), 0L);
        foreach (var area in areas)
        {
            if (group.Count > 0 && (group.Count == MostAreas || events + area.Events > MostEvents || group[0].Theatre != area.Theatre))
            {
                yield return group;
                (group, events) = ([], 0);
            }
            group.Add(area);
            events += area.Events;
        }
        if (group.Count > 0) yield return group;
    }
}
