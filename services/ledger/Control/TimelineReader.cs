using System.Text.Json;
using Npgsql;
using Territory.Contracts;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;
using static Territory.Ledger.Views.TimelineTable;

namespace Territory.Ledger.Control;

/// <summary>Reads the views of timelines at a point of both axes.</summary>
internal static class TimelineReader
{
    private const string Schema = LedgerStore.Schema;
    private const string StretchColumns = "area, valid_from, valid_to, change_id, controller, whole_since, reaches_down";

    /// <summary>Each area's own stretch at the point, by code: one stab through the index over both axes, and a look at what came and went around the position.</summary>
    /// <param name="areas">Codes; null for all of the theatre.</param>
    public static async Task<IReadOnlyDictionary<string, Stretch>> StabAsync(NpgsqlConnection connection, Axes axes, string[]? areas, CancellationToken cancellation)
    {
        var asked = "theatre = $1" + (areas is null ? "" : " and area = any ($4)");
        var stab = new NpgsqlBatchCommand($"""
            with passing as materialized (
              select theatre, {StretchColumns} from {Schema}.{Name}
              where known_from > $3 - {Brief} and known_from <= $3 and known_to > $3 and known_to - known_from < {Brief} and valid_from <= $2 and valid_to > $2)
            select {StretchColumns} from {Schema}.{Name}
            where span && box(point($2::float8, $3::float8), point($2::float8, $3::float8)) and known_to - known_from >= {Brief} and {asked}
            union all
            select {StretchColumns} from passing where {asked}
            """).With(axes.Theatre.Id).With(Microseconds(axes.At)).With(axes.Position);
        if (areas is not null) stab.With<string>(areas);
        var own = new Dictionary<string, Stretch>();
        await ReadAsync(connection, cancellation, (stab, row => own.Add(row.GetString(0), ToStretch(row))));
        return own;
    }

    /// <summary>All stretches that stand at a position, by area, in order.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<Stretch>>> ReadAsync(NpgsqlConnection connection, Axes axes, IReadOnlyList<string> areas, CancellationToken cancellation)
    {
        var read = new NpgsqlBatchCommand($"select {StretchColumns} from {Schema}.{Name} where theatre = $1 and area = any ($2) and known_from <= $3 and known_to > $3 order by area, valid_from")
            .With(axes.Theatre.Id).With<string>(areas).With(axes.Position);
        var stretches = new List<(string Area, Stretch Stretch)>();
        await ReadAsync(connection, cancellation, (read, row => stretches.Add((row.GetString(0), ToStretch(row)))));
        return stretches.GroupBy(s => s.Area).ToDictionary(g => g.Key, g => (IReadOnlyList<Stretch>)[.. g.Select(s => s.Stretch)]);
    }

    /// <summary>Completes a picture with the decisions it names, the claims for and against them, and the heads of the areas.</summary>
    public static async Task<ControlPicture> FillAsync(NpgsqlConnection connection, ControlPicture picture, IReadOnlyCollection<string> changes, IReadOnlyCollection<string> areas, CancellationToken cancellation)
    {
        var (standings, sides, heads) = (new Dictionary<string, Standing>(), new List<Side>(), new Dictionary<string, AreaHead>());
        await ReadAsync(connection, cancellation,
            (SelectStandings(picture.Axes, changes), row => Add(standings, row)),
            (SelectClaims(picture.Axes, changes), row => sides.Add(new(row.GetString(1), row.GetString(0), row.GetBoolean(2)))),
            (SelectHeads(picture.Axes, areas), row => heads.Add(row.GetString(0), new(row.IsDBNull(1) ? null : row.GetInt32(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2)))));
        return picture with
        {
            Standings = standings,
            Claims = sides.GroupBy(s => s.ChangeId).ToDictionary(g => g.Key, g => new ClaimSides([.. g.Where(s => s.IsFor).Select(s => s.Claim)], [.. g.Where(s => !s.IsFor).Select(s => s.Claim)])),
            Heads = heads,
        };
    }

    public static async Task<IReadOnlyDictionary<string, Standing>> StandingsAsync(NpgsqlConnection connection, Axes axes, IReadOnlyCollection<string> changes, CancellationToken cancellation)
    {
        var standings = new Dictionary<string, Standing>();
        await ReadAsync(connection, cancellation, (SelectStandings(axes, changes), row => Add(standings, row)));
        return standings;
    }

    private static NpgsqlBatchCommand SelectStandings(Axes axes, IReadOnlyCollection<string> changes) =>
        new NpgsqlBatchCommand($"""
            select distinct on (change_id) change_id, ruling, position, recorded_at from {Schema}.{Standings}
            where theatre = $1 and change_id = any ($2) and known_from <= $3 order by change_id, known_from desc
            """).With(axes.Theatre.Id).With<string>(changes).With(axes.Position);

    private static NpgsqlBatchCommand SelectClaims(Axes axes, IReadOnlyCollection<string> changes) => new NpgsqlBatchCommand($"""
        select change_id, claim_id, supports from {Schema}.{Answers}
        where theatre = $1 and change_id = any ($2) and known_from <= $3 and known_to > $3 order by change_id, claim_id collate "C"
        """).With(axes.Theatre.Id).With<string>(changes).With(axes.Position);

    private static NpgsqlBatchCommand SelectHeads(Axes axes, IReadOnlyCollection<string> areas) => axes.IsHead
        ? new NpgsqlBatchCommand($"select area, version, observed_at from {Schema}.{ControlNowTable.Name} where theatre = $1 and area = any ($2)").With(axes.Theatre.Id).With<string>(areas)
        : new NpgsqlBatchCommand($"""
          select a.area, null::int, o.observed_at from unnest($2) a (area), lateral (
            select observed_at from {Schema}.{ControlNowTable.Observed} o where o.theatre = $1 and o.area = a.area and known_from <= $3 order by known_from desc limit 1) o
          """).With(axes.Theatre.Id).With<string>(areas).With(axes.Position);

    private static Stretch ToStretch(NpgsqlDataReader row) => new(
        Instant(row.GetInt64(1)), Instant(row.GetInt64(2)), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : Instant(row.GetInt64(5)), row.GetBoolean(6));

    private static void Add(Dictionary<string, Standing> standings, NpgsqlDataReader row) => standings.Add(
        row.GetString(0), new(row.GetString(0), JsonSerializer.Deserialize<Ruling>(row.GetString(1), ContractJson.Options)!, row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3)));

    /// <summary>All in one round trip, prepared once per connection: planning the stab costs more than the stab.</summary>
    private static async Task ReadAsync(NpgsqlConnection connection, CancellationToken cancellation, params (NpgsqlBatchCommand Select, Action<NpgsqlDataReader> Each)[] parts)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (select, _) in parts) batch.BatchCommands.Add(select);
        await batch.PrepareAsync(cancellation);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        foreach (var (_, each) in parts)
        {
            while (await row.ReadAsync(cancellation)) each(row);
            await row.NextResultAsync(cancellation);
        }
    }
}
