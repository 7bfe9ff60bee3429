using System.Text.Json;
using JasperFx.Events;
using Marten;
using Npgsql;
using Territory.Ledger.Areas;
using Territory.Ledger.Control;

namespace Territory.Ledger.Rebuilds;

/// <summary>The view as the log folds it, filled beside the live one with the production fold and put in its place at one stroke.</summary>
internal sealed class Shadow(LedgerStore store, string table)
{
    private const int Page = 2000;
    private readonly Dictionary<(string Theatre, string Area), (long Position, AreaState State)> states = [];
    private readonly HashSet<(string Theatre, string Area)> touched = [];

    /// <summary>The last position folded.</summary>
    public long Position { get; private set; }

    public Task CreateAsync(CancellationToken cancellation) => ExecuteAsync($"drop table if exists {LedgerStore.Schema}.{table}; {ControlNowTable.Create(table)}", cancellation);

    public Task DropAsync(CancellationToken cancellation) => ExecuteAsync($"drop table if exists {LedgerStore.Schema}.{table}", cancellation);

    /// <summary>Folds one page of the log; false at its end.</summary>
    public async Task<bool> FoldPageAsync(IQuerySession session, CancellationToken cancellation)
    {
        var page = await session.Events.QueryAllRawEvents().Where(e => e.Sequence > Position).OrderBy(e => e.Sequence).Take(Page).ToListAsync(cancellation);
        foreach (var e in page) Fold(e);
        return page.Count == Page;
    }

    /// <summary>Writes what was folded since the last <see cref="Copied"/>.</summary>
    public async Task CopyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var theatre in touched.GroupBy(key => key.Theatre))
            await ControlNowTable.WriteAsync(connection, table, theatre.Key, theatre.Select(key => (states[key].Position, AreaRow.Of(states[key].State))), cancellation);
    }

    /// <summary>What was written is committed.</summary>
    public void Copied() => touched.Clear();

    /// <summary>Compares shadow and live row by row.</summary>
    public async Task<Verification> CompareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var compare = new NpgsqlCommand($"""
            select coalesce(l.theatre, s.theatre), coalesce(l.area, s.area), l.state::text, s.state::text, l.state is distinct from s.state or l.position is distinct from s.position
            from {LedgerStore.Schema}.{ControlNowTable.Name} l full join {LedgerStore.Schema}.{table} s using (theatre, area) order by 1, 2
            """, connection);
        await using var row = await compare.ExecuteReaderAsync(cancellation);
        var (compared, different, samples) = (0, 0, new List<Difference>());
        while (await row.ReadAsync(cancellation))
        {
            compared++;
            if (!row.GetBoolean(4)) continue;
            different++;
            if (samples.Count < 10) samples.Add(new(row.GetString(0), row.GetString(1), Json(row, 2), Json(row, 3)));
        }
        return new(compared, different, samples);
    }

    /// <summary>Puts the shadow in the place of the live table, in the caller's transaction. Waits for readers for a tenth of a second at most: whoever comes meanwhile waits behind us.</summary>
    public async Task SwapAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string live = ControlNowTable.Name, schema = LedgerStore.Schema;
        await using var swap = new NpgsqlCommand($"""
            set local lock_timeout = '100ms';
            drop table {schema}.{live};
            alter table {schema}.{table} rename to {live};
            alter index {schema}.{table}_pkey rename to {live}_pkey;
            """, connection);
        await swap.ExecuteNonQueryAsync(cancellation);
    }

    private void Fold(IEvent e)
    {
        Position = e.Sequence;
        if (e.StreamKey?.Split('/') is not ["area", var theatre, var area]) return;
        var state = states.TryGetValue((theatre, area), out var known) ? known.State : new AreaState(area);
        states[(theatre, area)] = (e.Sequence, state.Fold(e.Data, e.Sequence, e.Timestamp));
        touched.Add((theatre, area));
    }

    private static JsonElement? Json(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : JsonDocument.Parse(row.GetString(column)).RootElement.Clone();

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = store.Database.Pool.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
