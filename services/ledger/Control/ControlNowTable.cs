using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Theatres;

namespace Territory.Ledger.Control;

/// <summary>One area's row of the live view: its timeline and claims in short, enough to answer every question about now.</summary>
/// <param name="Timeline">The decisions that stand, by effective time; the last one that has begun holds.</param>
/// <param name="Supporting">Ids of claims for each change, by change id; corroborating ones included.</param>
/// <param name="Opposing">Ids of claims against, by change id.</param>
/// <param name="LastObservedAt">The latest report about the area, UTC.</param>
public sealed record AreaRow(string Area, int Version, IReadOnlyList<Standing> Timeline, IReadOnlyDictionary<string, IReadOnlyList<string>> Supporting, IReadOnlyDictionary<string, IReadOnlyList<string>> Opposing, DateTimeOffset? LastObservedAt)
{
    public static AreaRow Of(AreaState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        IReadOnlyDictionary<string, IReadOnlyList<string>> By(params string[] outcomes) => state.Answers
            .Where(a => a.Value.Decision.ChangeId is { Length: > 0 } && outcomes.Contains(a.Value.Decision.Outcome))
            .GroupBy(a => a.Value.Decision.ChangeId!)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(a => a.Key).Order(StringComparer.Ordinal)]);
        var reports = state.Claims.Values.Select(c => c.ReportedAt).Concat(state.Timeline.Select(s => s.Ruling.ReportedAt)).ToArray();
        return new(state.Area, state.Version, state.Timeline, By("decided", "supports", "corroborates"), By("contests", "superseded"), reports.Length == 0 ? null : reports.Max());
    }

    /// <summary>The part of the state that answers need; claims stay in the log.</summary>
    public AreaState ToState() => new(Area) { Version = Version, Timeline = [.. Timeline] };
}

/// <summary>The live view <c>control_now</c>: one row per area, written in the transaction that appends, so that it never lags.</summary>
public static class ControlNowTable
{
    public const string Name = "control_now";

    /// <summary>The table, under any name: a rebuild fills one beside the live one.</summary>
    public static string Create(string name) => $"""
        create table if not exists {LedgerStore.Schema}.{name} (
          theatre text not null, area text not null, position bigint not null, state jsonb not null, primary key (theatre, area));
        """;

    internal static Task WriteAsync(NpgsqlConnection connection, Theatre theatre, IReadOnlyList<AreaStep> steps, CancellationToken cancellation) =>
        WriteAsync(connection, Name, theatre.Id, steps.GroupBy(s => s.Area.Code).Select(g => (g.Last().Event.Sequence, AreaRow.Of(g.Last().After))), cancellation);

    internal static async Task WriteAsync(NpgsqlConnection connection, string table, string theatre, IEnumerable<(long Position, AreaRow Row)> rows, CancellationToken cancellation)
    {
        var all = rows.ToArray();
        await using var upsert = new NpgsqlCommand($"""
            insert into {LedgerStore.Schema}.{table} (theatre, area, position, state)
            select $1, area, position, state from unnest($2, $3, $4) as r (area, position, state)
            on conflict (theatre, area) do update set position = excluded.position, state = excluded.state
            """, connection);
        upsert.Parameters.Add(new() { Value = theatre });
        upsert.Parameters.Add(new() { Value = all.Select(r => r.Row.Area).ToArray() });
        upsert.Parameters.Add(new() { Value = all.Select(r => r.Position).ToArray() });
        upsert.Parameters.Add(new() { Value = all.Select(r => JsonSerializer.Serialize(r.Row, ContractJson.Options)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await upsert.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Keeps a rebuild from swapping until the caller's transaction ends.</summary>
    internal static async Task HoldAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var hold = new NpgsqlCommand($"lock table {LedgerStore.Schema}.{Name} in access share mode", connection);
        await hold.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>All rows of a theatre, as one consistent picture.</summary>
    internal static async Task<IReadOnlyDictionary<string, AreaRow>> ReadAsync(NpgsqlConnection connection, string theatre, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select state::text from {LedgerStore.Schema}.{Name} where theatre = $1", connection);
        read.Parameters.Add(new() { Value = theatre });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var rows = new Dictionary<string, AreaRow>();
        while (await row.ReadAsync(cancellation))
        {
            var area = JsonSerializer.Deserialize<AreaRow>(row.GetString(0), ContractJson.Options)!;
            rows[area.Area] = area;
        }
        return rows;
    }
}
