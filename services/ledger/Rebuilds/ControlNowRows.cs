using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Territory.Ledger.Areas;
using Territory.Ledger.Views;

namespace Territory.Ledger.Rebuilds;

/// <summary>Rows of <c>control_now</c> and <c>observed</c>. Of a state only what is written is kept, so that the state itself can go.</summary>
internal sealed class ControlNowRows : ShadowRows
{
    private readonly Dictionary<(string Theatre, string Area), Now> now = [];
    private readonly List<(string Theatre, string Area, long KnownFrom, DateTimeOffset ObservedAt)> looks = [];

    private readonly record struct Now(long Position, int Version, DateTimeOffset? ObservedAt, Standing? Held);

    public override void Add(string theatre, ViewStep step)
    {
        now[(theatre, step.Area)] = new(step.Position, step.After.Version, step.After.ObservedAt, step.After.Timeline.Last);
        if (step.After.ObservedAt != step.Before.ObservedAt) looks.Add((theatre, step.Area, step.Position, step.After.ObservedAt!.Value));
    }

    public override async Task CopyAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await CopyAsync(connection, $"{schema}.{ControlNowTable.Name}", "theatre, area, position, version, observed_at, change_id, status, controllers", now, async (copy, row) =>
        {
            await WriteAsync(copy, row.Key.Theatre);
            await WriteAsync(copy, row.Key.Area);
            await WriteAsync(copy, row.Value.Position);
            await copy.WriteAsync(row.Value.Version, NpgsqlDbType.Integer, cancellation);
            await WriteAsync(copy, row.Value.ObservedAt);
            await WriteAsync(copy, row.Value.Held?.ChangeId);
            await WriteAsync(copy, row.Value.Held?.Ruling.Status.ToString().ToLowerInvariant());
            if (row.Value.Held is { } held) await copy.WriteAsync(held.Ruling.Controllers.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellation);
            else await copy.WriteNullAsync(cancellation);
        }, cancellation);
        await CopyAsync(connection, $"{schema}.{ControlNowTable.Observed}", "theatre, area, known_from, observed_at", looks, async (copy, look) =>
        {
            await WriteAsync(copy, look.Theatre);
            await WriteAsync(copy, look.Area);
            await WriteAsync(copy, look.KnownFrom);
            await WriteAsync(copy, look.ObservedAt);
        }, cancellation);
    }

    public override IEnumerable<TouchedRow> Touched() =>
        now.Keys.Select(key => new TouchedRow(ControlNowTable.Name, key.Theatre, key.Area))
            .Concat(looks.Select(look => new TouchedRow(ControlNowTable.Observed, look.Theatre, look.Area, look.KnownFrom.ToString(CultureInfo.InvariantCulture))));
}
