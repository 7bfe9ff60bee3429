using Npgsql;
using NpgsqlTypes;
using Territory.Ledger.Areas;
using Territory.Ledger.Rebuilds;

namespace Territory.Ledger.Views;

/// <summary>
/// The view <c>control_now</c>: a row per area with its last position and version, when somebody last looked, and the
/// decision that is last in the world's time. Beside it <c>observed</c>: how late somebody had looked, by position.
/// </summary>
public static class ControlNowTable
{
    public const string Name = "control_now";
    public const string Observed = "observed";

    public static readonly LedgerView View = new(Name, 2, [new(Name, ["theatre", "area"]), new(Observed, ["theatre", "area", "known_from"])], Create, Write)
    { Asks = Said.Nothing, InShort = [.. ClaimInPassing.Readings, .. DecisionInPassing.Readings], Rows = () => new ControlNowRows() };

    private static string Create(string schema) => $"""
        create table if not exists {schema}.{Name} (
          theatre text not null, area text not null, position bigint not null, version int not null, observed_at timestamptz, change_id text, status text, controllers text[],
          primary key (theatre, area));
        create table if not exists {schema}.{Observed} (
          theatre text not null, area text not null, known_from bigint not null, observed_at timestamptz not null, primary key (theatre, area, known_from));
        """;

    private static IEnumerable<NpgsqlBatchCommand> Write(string schema, string theatre, IReadOnlyList<ViewStep> steps)
    {
        var last = steps.GroupBy(s => s.Area).Select(g => g.Last()).ToArray();
        var looks = steps.Where(s => s.After.ObservedAt != s.Before.ObservedAt).ToArray();
        yield return Upsert(schema, theatre, last);
        if (looks.Length > 0) yield return Observe(schema, theatre, looks);
    }

    private static NpgsqlBatchCommand Upsert(string schema, string theatre, ViewStep[] last)
    {
        var held = last.Select(s => s.After.Timeline.Last).ToArray();
        return new NpgsqlBatchCommand($"""
            insert into {schema}.{Name} select $1, area, position, version, observed_at, change_id, status, string_to_array(controllers, ',')
            from unnest($2, $3, $4, $5, $6, $7, $8) as r (area, position, version, observed_at, change_id, status, controllers)
            on conflict (theatre, area) do update set position = excluded.position, version = excluded.version, observed_at = excluded.observed_at,
              change_id = excluded.change_id, status = excluded.status, controllers = excluded.controllers
            """)
            .With(theatre).With(last.Select(s => s.Area)).With(last.Select(s => s.Position)).With(last.Select(s => s.After.Version))
            .With(last.Select(s => s.After.ObservedAt?.UtcDateTime), NpgsqlDbType.TimestampTz)
            .With(held.Select(h => h?.ChangeId), NpgsqlDbType.Text)
            .With(held.Select(h => h?.Ruling.Status.ToString().ToLowerInvariant()), NpgsqlDbType.Text)
            .With(held.Select(h => h is null ? null : string.Join(',', h.Ruling.Controllers)), NpgsqlDbType.Text);
    }

    private static NpgsqlBatchCommand Observe(string schema, string theatre, ViewStep[] looks) =>
        new NpgsqlBatchCommand($"insert into {schema}.{Observed} select $1, * from unnest($2, $3, $4)")
            .With(theatre).With(looks.Select(s => s.Area)).With(looks.Select(s => s.Position)).With(looks.Select(s => s.After.ObservedAt!.Value.UtcDateTime), NpgsqlDbType.TimestampTz);
}
