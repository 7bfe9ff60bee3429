using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Changes;
using Territory.Ledger.Control;
using Territory.Theatres;
using static Territory.Ledger.Views.TimelineTable;

namespace Territory.Ledger.Knowledge;

/// <summary>What the record said of an area's instant just before an event and since, from the view of timelines.</summary>
internal static class Beliefs
{
    public static async Task<IReadOnlyList<(Belief? Before, Belief? After)>> ReadAsync(NpgsqlConnection connection, Theatre theatre, IReadOnlyList<ToldEvent> events, CancellationToken cancellation)
    {
        var before = await HeldAsync(connection, theatre, events, 1, cancellation);
        var after = await HeldAsync(connection, theatre, events, 0, cancellation);
        var replaced = events.Select(e => e.Change?.Replaces).OfType<string>();
        var rulings = await RulingsAsync(connection, theatre, [.. before.Concat(after).OfType<string>().Concat(replaced).Distinct()], cancellation);
        Belief? Said(string? change) => change is not null && rulings.TryGetValue(change, out var ruling) ? Belief.Of(ruling) : null;
        return [.. events.Select((e, i) => (Said(e.Change?.Replaces ?? before[i]), Said(after[i])))];
    }

    /// <summary>The change that held at each event's own instant, as known so many positions before the event; what is inherited included.</summary>
    private static async Task<string?[]> HeldAsync(NpgsqlConnection connection, Theatre theatre, IReadOnlyList<ToldEvent> events, long earlier, CancellationToken cancellation)
    {
        var points = events.SelectMany((e, i) => (e.Change?.Path ?? []).Select(area => (Index: i, Area: area, At: Microseconds(e.EffectiveFrom!.Value), Position: e.Position - earlier))).ToArray();
        await using var read = new NpgsqlCommand($"""
            select p.i, t.area, t.valid_from, t.valid_to, t.change_id, t.controller, t.whole_since, t.reaches_down
            from unnest($2, $3, $4, $5) p (i, area, at, position)
            join {LedgerStore.Schema}.{Name} t on t.theatre = $1 and t.area = p.area and t.valid_from <= p.at and t.valid_to > p.at and t.known_from <= p.position and t.known_to > p.position
            """, connection);
        read.Parameters.Add(new() { Value = theatre.Id });
        read.Parameters.Add(new() { Value = points.Select(p => p.Index).ToArray() });
        read.Parameters.Add(new() { Value = points.Select(p => p.Area).ToArray() });
        read.Parameters.Add(new() { Value = points.Select(p => p.At).ToArray() });
        read.Parameters.Add(new() { Value = points.Select(p => p.Position).ToArray() });
        var own = new Dictionary<(int, string), Stretch>();
        await using var row = await read.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            own[(row.GetInt32(0), row.GetString(1))] = new(
                Instant(row.GetInt64(2)), Instant(row.GetInt64(3)), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : Instant(row.GetInt64(6)), row.GetBoolean(7));
        return [.. events.Select((e, i) => e.Change is { } change && theatre.FindArea(change.Area) is { } area
            ? Held.At(area, code => own.TryGetValue((i, code), out var stretch) ? stretch : null).Stretch?.ChangeId : null)];
    }

    private static async Task<Dictionary<string, Ruling>> RulingsAsync(NpgsqlConnection connection, Theatre theatre, string[] changes, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select change_id, ruling from {LedgerStore.Schema}.{Standings} where theatre = $1 and change_id = any ($2) order by known_from", connection);
        read.Parameters.Add(new() { Value = theatre.Id });
        read.Parameters.Add(new() { Value = changes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var rulings = new Dictionary<string, Ruling>();
        await using var row = await read.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) rulings[row.GetString(0)] = JsonSerializer.Deserialize<Ruling>(row.GetString(1), ContractJson.Options)!;
        return rulings;
    }
}
