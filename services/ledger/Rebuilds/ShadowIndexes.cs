using Npgsql;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>Has the planner look at a shadow's tables once their rows are there, and builds their indexes as the view's own definition has them.</summary>
internal sealed class ShadowIndexes(LedgerStore store, Shadow shadow)
{
    private const int AtOnce = 2;

    private sealed record Index(int No, string Name, string Table, string Definition, bool IsKey);

    public async Task BuildAsync(CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(shadow.View.Tables, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (table, ct) => await VacuumAsync(table, ct));
        // The slow ones first, so that the others are built beside them.
        var indexes = (await ToBuildAsync(cancellation)).OrderByDescending(i => i.Definition.Contains(" gist ", StringComparison.Ordinal));
        await Parallel.ForEachAsync(indexes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (index, ct) => await BuildAsync(index, ct));
        await using var connection = await shadow.OpenAsync(cancellation);
        foreach (var key in await ToBuildAsync(cancellation))
            await Shadow.ExecuteAsync(connection, $"begin; alter table {shadow.Schema}.{key.Table} add constraint {key.Name} primary key using index {key.Name}; update {shadow.Schema}.indexes set built = true where no = {key.No}; commit", cancellation);
    }

    /// <summary>Not analyze alone: readers go by the index only where pages are known to be visible to all. Before the indexes, it need not look at them.</summary>
    private async Task VacuumAsync(ViewTable table, CancellationToken cancellation)
    {
        await using var connection = await shadow.OpenAsync(cancellation);
        await Shadow.ExecuteAsync(connection, $"vacuum (analyze) {shadow.Schema}.{table.Name}", cancellation);
    }

    private async Task BuildAsync(Index index, CancellationToken cancellation)
    {
        await using var connection = await shadow.OpenAsync(cancellation);
        try
        {
            await Shadow.ExecuteAsync(connection, index.Definition, cancellation);
        }
        catch (PostgresException known) when (known.SqlState is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.UniqueViolation && known.TableName is null or "pg_class" or "pg_type")
        {
            // Whoever was here before had just finished it.
        }
        if (!index.IsKey) await Shadow.ExecuteAsync(connection, $"update {shadow.Schema}.indexes set built = true where no = {index.No}", cancellation);
    }

    private async Task<IReadOnlyList<Index>> ToBuildAsync(CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select no, name, on_table, definition, is_key from {shadow.Schema}.indexes where not built order by no");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var indexes = new List<Index>();
        while (await row.ReadAsync(cancellation)) indexes.Add(new(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4)));
        return indexes;
    }
}
