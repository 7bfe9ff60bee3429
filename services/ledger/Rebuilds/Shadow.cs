using System.Text.Json;
using JasperFx.Events;
using Marten;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>A view as the log folds it, filled in a schema of its own beside the live one, with the production fold and the production writer, and put in its place at one stroke.</summary>
internal sealed class Shadow(LedgerStore store, LedgerView view, string schema)
{
    private const int Page = 2000;
    private const string Live = LedgerStore.Schema;
    private readonly Dictionary<(string Theatre, string Area), AreaState> states = [];
    private readonly List<(string Theatre, ViewStep Step)> unwritten = [];

    /// <summary>The last position folded.</summary>
    public long Position { get; private set; }

    public Task CreateAsync(CancellationToken cancellation) => ExecuteAsync($"drop schema if exists {schema} cascade; create schema {schema}; {view.Create(schema)}", cancellation);

    public Task DropAsync(CancellationToken cancellation) => ExecuteAsync($"drop schema if exists {schema} cascade", cancellation);

    /// <summary>Folds and writes all there is, a page in a transaction.</summary>
    /// <param name="onPage">Told after each; false stops.</param>
    /// <returns>False when it was stopped.</returns>
    public async Task<bool> FoldAllAsync(CancellationToken cancellation, Func<Task<bool>>? onPage = null)
    {
        await using var session = store.Documents.QuerySession();
        for (var more = true; more;)
        {
            more = await FoldPageAsync(session, cancellation);
            await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await WriteAsync(connection, cancellation);
            await transaction.CommitAsync(cancellation);
            Written();
            if (onPage is not null && !await onPage()) return false;
        }
        return true;
    }

    /// <summary>Folds and writes what came meanwhile, in the transaction of an open door. It counts once that is committed: see <see cref="Written"/>.</summary>
    public async Task CatchUpAsync(OpenDoor door, CancellationToken cancellation)
    {
        while (await FoldPageAsync(door.Session, cancellation)) { }
        await WriteAsync(door.Connection, cancellation);
    }

    private async Task<bool> FoldPageAsync(IQuerySession session, CancellationToken cancellation)
    {
        var page = await session.Events.QueryAllRawEvents().Where(e => e.Sequence > Position).OrderBy(e => e.Sequence).Take(Page).ToListAsync(cancellation);
        foreach (var e in page) Fold(e);
        return page.Count == Page;
    }

    private async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var theatre in unwritten.GroupBy(u => u.Theatre))
            await view.WriteAsync(connection, schema, theatre.Key, [.. theatre.Select(u => u.Step)], cancellation);
    }

    /// <summary>What was written is committed.</summary>
    public void Written() => unwritten.Clear();

    /// <summary>Compares shadow and live row by row.</summary>
    public async Task<Verification> CompareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (compared, different, samples) = (0, 0, new List<Difference>());
        foreach (var table in view.Tables)
        {
            var key = string.Join(", ", table.Key);
            await using var compare = new NpgsqlCommand($"""
                select theatre, coalesce(l.row, s.row) ->> 'area', l.row, s.row, l.row is distinct from s.row
                from (select {key}, to_jsonb(t) - 'span' as row from {Live}.{table.Name} t) l
                full join (select {key}, to_jsonb(t) - 'span' as row from {schema}.{table.Name} t) s using ({key})
                order by {key}
                """, connection);
            await using var row = await compare.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
            {
                compared++;
                if (!row.GetBoolean(4)) continue;
                different++;
                if (samples.Count < 10) samples.Add(new(row.GetString(0), row.GetString(1), Json(row, 2), Json(row, 3)));
            }
        }
        return new(compared, different, samples);
    }

    /// <summary>Puts the shadow in the place of the live tables, in the caller's transaction. Waits for readers for a tenth of a second at most: whoever comes meanwhile waits behind us.</summary>
    public async Task SwapAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var moves = view.Tables.Select(table => $"drop table if exists {Live}.{table.Name}; alter table {schema}.{table.Name} set schema {Live};");
        await using var swap = new NpgsqlCommand("set local lock_timeout = '100ms'; " + string.Concat(moves), connection);
        await swap.ExecuteNonQueryAsync(cancellation);
    }

    private void Fold(IEvent e)
    {
        Position = e.Sequence;
        if (e.StreamKey?.Split('/') is not ["area", var theatre, var area]) return;
        var before = states.GetValueOrDefault((theatre, area)) ?? new AreaState(area);
        var after = states[(theatre, area)] = before.Fold(e.Data, e.Sequence, e.Timestamp);
        unwritten.Add((theatre, new(before, e.Data, e.Sequence, after)));
    }

    private static JsonElement? Json(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : JsonDocument.Parse(row.GetString(column)).RootElement.Clone();

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = store.Database.Pool.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
