using Npgsql;
using Territory.Hosting.Store;
using Territory.Ledger.Areas;
using Territory.Ledger.Rebuilds;
using Territory.Theatres;

namespace Territory.Ledger.Views;

/// <summary>An area's state before and after one event: what every view is a function of.</summary>
public readonly record struct ViewStep(AreaState Before, object Event, long Position, AreaState After)
{
    public string Area => After.Area;

    public static ViewStep Of(AreaStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new(step.Before, step.Event.Data, step.Event.Sequence, step.After);
    }
}

/// <summary>A view of the ledger: its tables and the one way they are written, live and by a rebuild, in whatever schema.</summary>
/// <param name="Name">As the API calls it.</param>
/// <param name="Version">
/// Of its shape: one more whenever the tables or what is written to them change; see <see cref="ViewVersions"/>. An index more is no other
/// shape: tables that are there get it with their next rebuild, the nightly one at the latest, and are right until then.
/// </param>
/// <param name="Tables">Every one with a column <c>theatre</c> and a column <c>area</c>.</param>
/// <param name="Create">Idempotent SQL that makes the tables in a schema.</param>
/// <param name="Write">The statements that bring the tables of a schema from the state before the steps to the one after them.</param>
public sealed record LedgerView(string Name, int Version, IReadOnlyList<ViewTable> Tables, Func<string, string> Create, WriteView Write)
{
    /// <summary>What of what was said its rows are a function of; of what stands and of the reviews every view may be one.</summary>
    internal Said Asks { get; init; } = Said.All;

    /// <summary>Kinds of events of which its rows need no more than this.</summary>
    internal IReadOnlyList<InShort> InShort { get; init; } = [];

    /// <summary>Its rows as a rebuild collects them.</summary>
    internal Func<ShadowRows> Rows { get; init; } = () => throw new InvalidOperationException("The view cannot be rebuilt: it is defined without Rows.");

    /// <summary>Writes the steps in one round trip, in the connection's transaction.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, string schema, string theatre, IReadOnlyList<ViewStep> steps, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in Write(schema, theatre, steps)) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }
}

/// <param name="Name">Its name in every schema.</param>
/// <param name="Key">Columns of its primary key.</param>
public sealed record ViewTable(string Name, IReadOnlyList<string> Key);

public delegate IEnumerable<NpgsqlBatchCommand> WriteView(string schema, string theatre, IReadOnlyList<ViewStep> steps);

/// <summary>The views of the ledger, all written in the transaction that appends, so that none ever lags.</summary>
public static class LedgerViews
{
    public static readonly IReadOnlyList<LedgerView> All = [ControlNowTable.View, TimelineTable.View, ClaimsTable.View, ReviewsTable.View];

    internal static IEnumerable<NpgsqlBatchCommand> Write(Theatre theatre, IReadOnlyList<AreaStep> steps)
    {
        ViewStep[] all = [.. steps.Select(ViewStep.Of)];
        return All.SelectMany(view => view.Write(LedgerStore.Schema, theatre.Id, all));
    }

    /// <summary>Keeps a rebuild from swapping until the caller's transaction ends. Taken before the snapshot: a swap between the two would show a table filled after it.</summary>
    internal static NpgsqlBatchCommand Hold() => new($"lock table {string.Join(", ", All.SelectMany(view => view.Tables).Select(table => $"{LedgerStore.Schema}.{table.Name}"))} in access share mode");

    /// <summary>The same for a reader whose first statement is another.</summary>
    internal static async Task HoldAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var hold = new NpgsqlBatch(connection) { BatchCommands = { Hold() } };
        await hold.ExecuteNonQueryAsync(cancellation);
    }
}
