using System.Data;
using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Views;

namespace Territory.Ledger.Checks;

/// <summary>What a repair did.</summary>
/// <param name="Different">Rows that were not as the log says.</param>
/// <param name="Rows">Rows the area has in the view now.</param>
/// <param name="Closed">Findings it ended.</param>
/// <param name="Samples">The first of the differences.</param>
public sealed record AreaRepair(string Id, string View, string Theatre, string Area, int Different, int Rows, int Closed, IReadOnlyList<RepairedRow> Samples, string RepairedBy, string? Reason, DateTimeOffset RepairedAt);

/// <summary>A row as it was and as it is; null where there is none.</summary>
public sealed record RepairedRow(string Table, string Key, System.Text.Json.JsonElement? Was, System.Text.Json.JsonElement? Is);

/// <summary>
/// Replaces an area's rows of a view by what its stream folds to. The long part of the fold runs beforehand; the rest, the
/// comparison and the exchange are one transaction under the append lock, so that no writer comes between.
/// </summary>
public sealed class RepairArea(LedgerStore store, Findings findings, TimeProvider clock)
{
    private const string Table = LedgerStore.Schema + ".repairs";
    private const int MostSamples = 20;

    public const string Create = $"""
        create table if not exists {Table} (
          id text primary key, view text not null, theatre text not null, area text not null, different int not null, rows int not null, repaired_by text not null, reason text, repaired_at timestamptz not null);
        """;

    /// <exception cref="PoisonEventException">An event of the area cannot be folded; nothing was changed.</exception>
    public async Task<AreaRepair> RunAsync(LedgerView view, string theatre, string area, string by, string? reason, CancellationToken cancellation)
    {
        await using var connection = await store.Database.Pool.OpenConnectionAsync(cancellation);
        var (rows, streams) = (new FoldedRows(connection, [view]), new StreamsOfAreas(store, theatre, [area]));
        await rows.CreateAsync(cancellation);
        await rows.FoldAsync(streams, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await LimitAsync(connection, cancellation);
        await store.Door.HoldAsync(connection, cancellation);
        await rows.FoldAsync(streams, cancellation);
        var different = await rows.CompareAsync(theatre, [area], cancellation);
        var written = await rows.ReplaceAsync(theatre, area, cancellation);
        var repair = new AreaRepair("rep_" + Guid.CreateVersion7().ToString("N"), view.Name, theatre, area, different.Count, written, 0, [.. different.Take(MostSamples).Select(Row)], by, reason, clock.GetUtcNow());
        var closed = await KeepAsync(connection, repair, cancellation);
        await transaction.CommitAsync(cancellation);
        return repair with { Closed = closed };
    }

    /// <summary>Whoever freezes here must not keep the writers waiting.</summary>
    private static async Task LimitAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var patience = (int)ServiceDatabase.WriterPatience.TotalMilliseconds;
        await using var limit = new NpgsqlCommand($"set local idle_in_transaction_session_timeout = {patience}; set local statement_timeout = {patience * 5}", connection);
        await limit.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<int> KeepAsync(NpgsqlConnection connection, AreaRepair repair, CancellationToken cancellation)
    {
        await using var keep = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                findings.Close(repair.Id, [repair.View], repair.Theatre, [repair.Area]),
                new NpgsqlBatchCommand($"insert into {Table} values ($1, $2, $3, $4, $5, $6, $7, $8, $9)").With(repair.Id).With(repair.View).With(repair.Theatre).With(repair.Area).With(repair.Different).With(repair.Rows)
                    .With(repair.RepairedBy).With(repair.Reason).With(repair.RepairedAt.UtcDateTime),
            },
        };
        await keep.ExecuteNonQueryAsync(cancellation);
        return (int)keep.BatchCommands[0].RecordsAffected;
    }

    private static RepairedRow Row(RowDifference row) => new(row.Table, row.Key, Json(row.Live), Json(row.Folded));

    private static System.Text.Json.JsonElement? Json(string? text) => text is null ? null : System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(text);
}
