using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;
using static Territory.Ledger.Views.TimelineTable;

namespace Territory.Ledger.Control;

/// <summary>Reads the views of timelines at a point of both axes.</summary>
internal static class TimelineReader
{
    private const string Schema = LedgerStore.Schema;

    /// <summary>Each area's own stretch at the point, by code: one stab through the index over both axes.</summary>
    /// <param name="areas">Codes; null for all of the theatre.</param>
    public static async Task<IReadOnlyDictionary<string, Stretch>> StabAsync(NpgsqlConnection connection, Axes axes, string[]? areas, CancellationToken cancellation)
    {
        await using var stab = new NpgsqlCommand($"""
            select area, valid_from, valid_to, change_id, controller, whole_since, reaches_down from {Schema}.{Name}
            where span && box(point($2, $3), point($2, $3)) and theatre = $1 {(areas is null ? "" : "and area = any ($4)")}
            """, connection);
        Add(stab, axes.Theatre.Id, NpgsqlDbType.Text);
        Add(stab, (double)Microseconds(axes.At), NpgsqlDbType.Double);
        Add(stab, (double)axes.Position, NpgsqlDbType.Double);
        if (areas is not null) Add(stab, areas, NpgsqlDbType.Array | NpgsqlDbType.Text);
        var own = new Dictionary<string, Stretch>();
        await ReadAsync(stab, row => own.Add(row.GetString(0), ToStretch(row)), cancellation);
        return own;
    }

    /// <summary>All stretches that stand at a position, by area, in order.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<Stretch>>> ReadAsync(NpgsqlConnection connection, Axes axes, IReadOnlyList<string> areas, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"""
            select area, valid_from, valid_to, change_id, controller, whole_since, reaches_down from {Schema}.{Name}
            where theatre = $1 and area = any ($2) and known_from <= $3 and known_to > $3 order by area, valid_from
            """, connection);
        Add(read, axes.Theatre.Id, NpgsqlDbType.Text);
        Add(read, areas.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(read, axes.Position, NpgsqlDbType.Bigint);
        var stretches = new List<(string Area, Stretch Stretch)>();
        await ReadAsync(read, row => stretches.Add((row.GetString(0), ToStretch(row))), cancellation);
        return stretches.GroupBy(s => s.Area).ToDictionary(g => g.Key, g => (IReadOnlyList<Stretch>)[.. g.Select(s => s.Stretch)]);
    }

    /// <summary>Completes a picture with the decisions it names, the claims for and against them, and the heads of the areas.</summary>
    public static async Task<ControlPicture> FillAsync(NpgsqlConnection connection, ControlPicture picture, IReadOnlyCollection<string> changes, IReadOnlyCollection<string> areas, CancellationToken cancellation)
    {
        var standings = await StandingsAsync(connection, picture.Axes, changes, cancellation);
        return picture with
        {
            Standings = standings,
            Claims = await ClaimsAsync(connection, picture.Axes, changes, cancellation),
            Heads = await HeadsAsync(connection, picture.Axes, areas, cancellation),
        };
    }

    public static async Task<IReadOnlyDictionary<string, Standing>> StandingsAsync(NpgsqlConnection connection, Axes axes, IReadOnlyCollection<string> changes, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"""
            select distinct on (change_id) change_id, ruling, position, recorded_at from {Schema}.{Standings}
            where theatre = $1 and change_id = any ($2) and known_from <= $3 order by change_id, known_from desc
            """, connection);
        Add(read, axes.Theatre.Id, NpgsqlDbType.Text);
        Add(read, changes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(read, axes.Position, NpgsqlDbType.Bigint);
        var found = new Dictionary<string, Standing>();
        await ReadAsync(read, row => found.Add(row.GetString(0),
            new(row.GetString(0), JsonSerializer.Deserialize<Ruling>(row.GetString(1), ContractJson.Options)!, row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3))), cancellation);
        return found;
    }

    private static async Task<IReadOnlyDictionary<string, ClaimSides>> ClaimsAsync(NpgsqlConnection connection, Axes axes, IReadOnlyCollection<string> changes, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"""
            select change_id, claim_id, supports from {Schema}.{Answers}
            where theatre = $1 and change_id = any ($2) and known_from <= $3 and known_to > $3 order by change_id, claim_id collate "C"
            """, connection);
        Add(read, axes.Theatre.Id, NpgsqlDbType.Text);
        Add(read, changes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(read, axes.Position, NpgsqlDbType.Bigint);
        var sides = new List<Side>();
        await ReadAsync(read, row => sides.Add(new(row.GetString(1), row.GetString(0), row.GetBoolean(2))), cancellation);
        return sides.GroupBy(s => s.ChangeId).ToDictionary(g => g.Key, g => new ClaimSides([.. g.Where(s => s.IsFor).Select(s => s.Claim)], [.. g.Where(s => !s.IsFor).Select(s => s.Claim)]));
    }

    private static async Task<IReadOnlyDictionary<string, AreaHead>> HeadsAsync(NpgsqlConnection connection, Axes axes, IReadOnlyCollection<string> areas, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand(axes.IsHead
            ? $"select area, version, observed_at from {Schema}.{ControlNowTable.Name} where theatre = $1 and area = any ($2)"
            : $"""
              select a.area, null::int, o.observed_at from unnest($2) a (area), lateral (
                select observed_at from {Schema}.{ControlNowTable.Observed} o where o.theatre = $1 and o.area = a.area and known_from <= $3 order by known_from desc limit 1) o
              """, connection);
        Add(read, axes.Theatre.Id, NpgsqlDbType.Text);
        Add(read, areas.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        if (!axes.IsHead) Add(read, axes.Position, NpgsqlDbType.Bigint);
        var heads = new Dictionary<string, AreaHead>();
        await ReadAsync(read, row => heads.Add(row.GetString(0), new(row.IsDBNull(1) ? null : row.GetInt32(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2))), cancellation);
        return heads;
    }

    private static Stretch ToStretch(NpgsqlDataReader row) => new(
        Instant(row.GetInt64(1)), Instant(row.GetInt64(2)), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : Instant(row.GetInt64(5)), row.GetBoolean(6));

    private static void Add(NpgsqlCommand command, object value, NpgsqlDbType type) => command.Parameters.Add(new() { Value = value, NpgsqlDbType = type });

    /// <summary>Prepared once per connection: planning the stab costs more than the stab.</summary>
    private static async Task ReadAsync(NpgsqlCommand command, Action<NpgsqlDataReader> each, CancellationToken cancellation)
    {
        await command.PrepareAsync(cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation)) each(row);
    }
}
